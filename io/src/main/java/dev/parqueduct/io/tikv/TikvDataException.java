package dev.parqueduct.io.tikv;

import java.io.IOException;

/** Data of TiKV that is damaged or not what it should be. The message names file and key. */
public final class TikvDataException extends IOException {
  public TikvDataException(String message) {
    super(message);
  }
}
