package dev.parqueduct.io.bzip2;

import java.io.IOException;

/**
 * A broken rule of the format, noticed by code that does not know where in the input it is. {@link
 * BlockSource} turns it into a {@link Bzip2Exception} with the place.
 */
final class FormatViolation extends IOException {

  private static final long serialVersionUID = 1L;

  private final Bzip2Exception.Kind kind;

  private FormatViolation(Bzip2Exception.Kind kind, String problem) {
    super(problem);
    this.kind = kind;
  }

  static FormatViolation corrupt(String problem) {
    return new FormatViolation(Bzip2Exception.Kind.CORRUPT, problem);
  }

  static FormatViolation truncated() {
    return new FormatViolation(
        Bzip2Exception.Kind.TRUNCATED, "the input ends in the middle of a stream");
  }

  Bzip2Exception.Kind kind() {
    return kind;
  }
}
