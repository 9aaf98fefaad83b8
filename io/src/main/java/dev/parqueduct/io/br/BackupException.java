package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/**
 * A backup that does not hold together: an object of it is missing, damaged, or not what the others
 * say of it. The message names the object and says what to do.
 */
public final class BackupException extends IOException {
  /** What is wrong. */
  public enum Fault {
    /** An object is not there. */
    MISSING,
    /** An object is shorter or longer than it was when it was written. */
    SIZE,
    /** The content of an object is not the one that was written. */
    DIGEST,
    /** An object cannot be decoded, and nothing tells a wrong key from damage. */
    UNREADABLE,
    /** An index names an object that names the index. */
    CYCLE,
    /** Objects contradict each other. */
    INCONSISTENT
  }

  private final Fault fault;

  BackupException(Fault fault, String message) {
    super(message);
    this.fault = requireNonNull(fault, "fault");
  }

  BackupException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = requireNonNull(fault, "fault");
  }

  public Fault fault() {
    return fault;
  }
}
