package dev.parqueduct.io.vt;

import java.io.IOException;

/** Damage that the visitor has been told of already; it only unwinds the layers around it. */
final class Reported extends IOException {
  Reported(IOException cause) {
    super(cause);
  }
}
