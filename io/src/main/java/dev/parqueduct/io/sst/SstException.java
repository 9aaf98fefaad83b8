package dev.parqueduct.io.sst;

import java.io.IOException;

/** An SST that is damaged, or holds what is not supported. The message names file and place. */
public final class SstException extends IOException {
  public SstException(String message) {
    super(message);
  }

  public SstException(String message, Throwable cause) {
    super(message, cause);
  }
}
