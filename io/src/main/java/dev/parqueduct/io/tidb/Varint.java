package dev.parqueduct.io.tidb;

/** Numbers of as many bytes as they need, seven bits each, lowest first. */
final class Varint {
  private static final int LONGEST = 10;

  private Varint() {}

  /** Bytes of the number at {@code at}. */
  static int size(byte[] bytes, int at) throws BadValueException {
    for (int size = 1; size <= LONGEST; size++) {
      if (bytes[at + size - 1] >= 0) {
        return size;
      }
    }
    throw new BadValueException("a number of variable length does not end");
  }

  static long unsigned(byte[] bytes, int at) throws BadValueException {
    int size = size(bytes, at);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << 7) | (bytes[at + i] & 0x7f);
    }
    return value;
  }

  /** The sign is the lowest bit. */
  static long signed(byte[] bytes, int at) throws BadValueException {
    long value = unsigned(bytes, at);
    return (value >>> 1) ^ -(value & 1);
  }
}
