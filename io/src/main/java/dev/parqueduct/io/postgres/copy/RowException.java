package dev.parqueduct.io.postgres.copy;

import java.io.IOException;

/** A row that cannot be exported as it is. The message names row and column, and what decides. */
public final class RowException extends IOException {
  RowException(String message, Throwable cause) {
    super(message, cause);
  }
}
