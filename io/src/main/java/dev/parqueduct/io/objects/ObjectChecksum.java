package dev.parqueduct.io.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** The checksum by which ledgers know objects: CRC32C, as eight hexadecimal digits. */
public final class ObjectChecksum {
  private static final int BUFFER = 1 << 18;

  private ObjectChecksum() {}

  /**
   * Reads an object to its end.
   *
   * @throws java.io.FileNotFoundException if there is none
   */
  public static String of(ObjectStore store, String path) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = store.open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return text(sum);
  }

  static String text(CRC32C sum) {
    return String.format("%08x", sum.getValue());
  }
}
