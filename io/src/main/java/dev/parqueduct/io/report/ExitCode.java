package dev.parqueduct.io.report;

/** The exit codes of every pipeline. */
public enum ExitCode {
  /** Done, also when everything had been done before. */
  DONE(0),
  /** Failed while running. */
  FAILED(1),
  /** Bad arguments, or an input that matches nothing. */
  USAGE(2),
  /** Finished, but verification, the balance of rows or the limit of rejected records failed. */
  VERIFICATION_FAILED(3),
  /** Stopped by the user. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
