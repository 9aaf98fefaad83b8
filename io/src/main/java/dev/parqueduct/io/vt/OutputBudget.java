package dev.parqueduct.io.vt;

import java.io.IOException;

/** How many bytes the layers of a package may still unpack to, together. */
final class OutputBudget {
  private final long allowed;
  private long left;

  OutputBudget(long allowed) {
    this.allowed = allowed;
    this.left = allowed;
  }

  void take(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new Damage(
          RejectReason.TOO_MUCH_OUTPUT,
          String.format(
              "the package unpacks to more than %,d bytes; raise --maxPackageBytes if it is meant"
                  + " to",
              allowed));
    }
  }
}
