package dev.parqueduct.io.br.testing;

/** CRC-64/XZ: ECMA-182's polynomial, reflected; initial value and final XOR are all ones. */
final class Crc64Xz {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long[] TABLE = new long[256];

  static {
    for (int each = 0; each < TABLE.length; each++) {
      long crc = each;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
      }
      TABLE[each] = crc;
    }
  }

  private long state;

  Crc64Xz() {
    state = -1;
  }

  Crc64Xz update(byte[] bytes, int from, int count) {
    long crc = state;
    for (int i = from; i < from + count; i++) {
      crc = TABLE[(int) (crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
    }
    state = crc;
    return this;
  }

  /** The checksum of what was given, after which the next one begins. */
  long finish() {
    long crc = ~state;
    state = -1;
    return crc;
  }
}
