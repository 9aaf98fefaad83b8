package dev.parqueduct.io.sst;

/**
 * Reads LEB128 numbers from a range of bytes. What does not fit is told by {@link #failed} once,
 * not number by number; until then numbers may be anything.
 */
final class Varints {
  private final byte[] bytes;
  private final int to;
  private int at;
  private boolean failed;

  Varints(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
  }

  long next() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE && at < to; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    failed = true;
    return 0;
  }

  /** A number whose lowest bit is the sign. */
  long nextSigned() {
    long value = next();
    return value >>> 1 ^ -(value & 1);
  }

  /** A number that must be an int and not negative. */
  int nextInt() {
    long value = next();
    failed |= value < 0 || value > Integer.MAX_VALUE;
    return (int) value;
  }

  BlockHandle blockHandle() {
    long offset = next();
    return new BlockHandle(offset, next());
  }

  /** Leaves bytes out, and says where they begin. */
  int skip(int length) {
    int from = at;
    if (length < 0 || length > to - at) {
      failed = true;
      at = to;
    } else {
      at += length;
    }
    return from;
  }

  int position() {
    return at;
  }

  boolean atEnd() {
    return at >= to;
  }

  boolean failed() {
    return failed;
  }
}
