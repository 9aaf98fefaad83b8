package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

/** A record of the feed that cannot become a row. */
final class RejectedReportException extends Exception {
  private final RejectReason reason;

  RejectedReportException(RejectReason reason, String message) {
    super(requireNonNull(message, "message"), null, false, false);
    this.reason = requireNonNull(reason, "reason");
  }

  RejectReason reason() {
    return reason;
  }
}
