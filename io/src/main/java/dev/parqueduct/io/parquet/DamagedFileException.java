package dev.parqueduct.io.parquet;

import java.io.IOException;

/** A file is not a Parquet file, or not as it was written. */
public final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  public DamagedFileException(String message) {
    super(message);
  }

  public DamagedFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
