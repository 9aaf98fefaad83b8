package dev.parqueduct.io.postgres.copy;

import java.io.IOException;

/** A value that is damaged, or that a policy does not let through; where it is, others know. */
final class BadValueException extends IOException {
  BadValueException(String message) {
    super(message);
  }
}
