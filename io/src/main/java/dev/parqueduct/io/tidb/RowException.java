package dev.parqueduct.io.tidb;

import java.io.IOException;

/** A row that cannot be exported as it is. The message names table, column and handle. */
public final class RowException extends IOException {
  RowException(String message, Throwable cause) {
    super(message, cause);
  }
}
