package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

/** An entry that cannot become a row. Has no stack trace: there may be many. */
public final class RejectedEntryException extends Exception {
  private final String reason;

  /**
   * @param reason one word, by which rejected entries are counted
   * @param message what exactly is wrong with this one
   */
  public RejectedEntryException(String reason, String message) {
    super(message, null, false, false);
    this.reason = requireNonNull(reason, "reason");
  }

  public String reason() {
    return reason;
  }
}
