package dev.parqueduct.io.postgres.copy;

import java.io.IOException;

/** A stream that is not what COPY sends, or that ends early. */
public final class CopyStreamException extends IOException {
  CopyStreamException(String message) {
    super(message);
  }

  CopyStreamException(String message, Throwable cause) {
    super(message, cause);
  }
}
