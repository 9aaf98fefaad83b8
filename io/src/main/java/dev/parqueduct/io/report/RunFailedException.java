package dev.parqueduct.io.report;

import static java.util.Objects.requireNonNull;

/**
 * A failure that its message explains to the user in full: what is wrong, with which file, option
 * or table, and what to do. Carries the exit code of the run.
 */
public final class RunFailedException extends RuntimeException {
  private final ExitCode exitCode;

  private RunFailedException(ExitCode exitCode, String message) {
    super(requireNonNull(message, "message"));
    this.exitCode = requireNonNull(exitCode, "exitCode");
  }

  /** A failure with this exit code. */
  public static RunFailedException of(ExitCode exitCode, String message) {
    return new RunFailedException(exitCode, message);
  }

  /** Something went wrong while running. */
  public static RunFailedException failed(String message) {
    return new RunFailedException(ExitCode.FAILED, message);
  }

  /** Bad arguments, or an input that matches nothing. */
  public static RunFailedException usage(String message) {
    return new RunFailedException(ExitCode.USAGE, message);
  }

  /** The run came to its end, but its result does not hold. */
  public static RunFailedException verification(String message) {
    return new RunFailedException(ExitCode.VERIFICATION_FAILED, message);
  }

  /** The user stopped the run and has been told how to go on. */
  public static RunFailedException interrupted() {
    return new RunFailedException(ExitCode.INTERRUPTED, "interrupted");
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
