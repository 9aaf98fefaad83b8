package dev.parqueduct.io.parquet;

import java.util.Optional;

/** Keeps the least and the greatest of many numbers, as keys of their {@link ValueOrder}. */
final class NumberBounds {
  private final ValueOrder order;
  private long min;
  private long max;
  private boolean hasNaN;

  NumberBounds(ValueOrder order) {
    this.order = order;
    clear();
  }

  void clear() {
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    hasNaN = false;
  }

  /** Takes in numbers, each given by its bits. */
  void addAll(long[] bits, int count) {
    switch (order) {
      case SIGNED_32, SIGNED_64 -> addSigned(bits, count);
      case UNSIGNED_32, UNSIGNED_64, FLOAT, DOUBLE -> addKeys(bits, count);
      default -> {}
    }
  }

  private void addSigned(long[] bits, int count) {
    long least = min;
    long greatest = max;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, bits[i]);
      greatest = Math.max(greatest, bits[i]);
    }
    min = least;
    max = greatest;
  }

  private void addKeys(long[] bits, int count) {
    for (int i = 0; i < count; i++) {
      if (order.isNaN(bits[i])) {
        hasNaN = true;
      } else {
        long key = order.key(bits[i]);
        min = Math.min(min, key);
        max = Math.max(max, key);
      }
    }
  }

  /** Takes in the bounds of a part. */
  void addAll(NumberBounds part) {
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
    hasNaN |= part.hasNaN;
  }

  /**
   * The bounds; none without values, and none with a NaN among them: engines differ in where they
   * sort it, and all must find it.
   */
  Optional<Bounds> bounds() {
    if (hasNaN || min > max) {
      return Optional.empty();
    }
    long least = order.bits(min);
    long greatest = order.bits(max);
    return switch (order) {
      case FLOAT ->
          Optional.of(
              Bounds.exact(
                  int32((int) least == 0 ? 1 << 31 : (int) least),
                  int32((int) greatest == 1 << 31 ? 0 : (int) greatest)));
      case DOUBLE ->
          Optional.of(
              Bounds.exact(
                  int64(least == 0 ? Long.MIN_VALUE : least),
                  int64(greatest == Long.MIN_VALUE ? 0 : greatest)));
      case SIGNED_32, UNSIGNED_32 ->
          Optional.of(Bounds.exact(int32((int) least), int32((int) greatest)));
      default -> Optional.of(Bounds.exact(int64(least), int64(greatest)));
    };
  }

  private static byte[] int32(int value) {
    byte[] bytes = new byte[4];
    GrowableBytes.INT.set(bytes, 0, value);
    return bytes;
  }

  private static byte[] int64(long value) {
    byte[] bytes = new byte[8];
    GrowableBytes.LONG.set(bytes, 0, value);
    return bytes;
  }
}
