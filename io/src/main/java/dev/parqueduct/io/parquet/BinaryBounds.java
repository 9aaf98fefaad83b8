package dev.parqueduct.io.parquet;

import dev.parqueduct.io.parquet.Bounds.Exactness;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/**
 * Keeps the least and the greatest of many byte strings. Of long ones only the first bytes are
 * kept: what is written is shorter still, and a huge value must not stay in memory.
 */
final class BinaryBounds {
  /** Longer bounds are shortened, as parquet-java drops them from statistics beyond this. */
  static final int LONGEST = 4096;

  private static final int KEPT = LONGEST + 1;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final boolean signed;

  /** Whether the first eight bytes, as a number, order values. */
  private final boolean prefixed;

  private boolean empty = true;
  private byte[] min = new byte[0];
  private byte[] max = new byte[0];
  private int minLength;
  private int maxLength;
  private long minPrefix;
  private long maxPrefix;

  /**
   * @param fixedLength of all values, or -1
   */
  BinaryBounds(ValueOrder order, int fixedLength) {
    this.signed = order == ValueOrder.SIGNED_BYTES;
    this.prefixed = !signed || fixedLength >= 0;
  }

  void add(byte[] bytes, int offset, int fullLength) {
    int length = Math.min(fullLength, KEPT);
    // The first eight bytes as a number decide nearly every comparison.
    long prefix = prefix(bytes, offset, length);
    if (empty) {
      empty = false;
      copyMin(bytes, offset, length, prefix);
      copyMax(bytes, offset, length, prefix);
      return;
    }
    if (prefix <= minPrefix
        && (prefix < minPrefix || compare(bytes, offset, length, min, minLength) < 0)) {
      copyMin(bytes, offset, length, prefix);
    }
    if (prefix >= maxPrefix
        && (prefix > maxPrefix || compare(bytes, offset, length, max, maxLength) > 0)) {
      copyMax(bytes, offset, length, prefix);
    }
  }

  /** Takes in the bounds of a part. */
  void addAll(BinaryBounds part) {
    if (!part.empty) {
      add(part.min, 0, part.minLength);
      add(part.max, 0, part.maxLength);
    }
  }

  void clear() {
    empty = true;
  }

  private long prefix(byte[] bytes, int offset, int length) {
    if (!prefixed) {
      return 0;
    }
    long prefix = 0;
    if (length >= 8) {
      prefix = (long) BIG_ENDIAN.get(bytes, offset);
    } else {
      for (int i = 0; i < length; i++) {
        prefix |= (bytes[offset + i] & 0xffL) << (56 - 8 * i);
      }
    }
    return signed ? prefix : prefix ^ Long.MIN_VALUE;
  }

  private int compare(byte[] bytes, int offset, int length, byte[] bound, int boundLength) {
    return signed
        ? ValueOrder.compareSigned(bytes, offset, length, bound, 0, boundLength)
        : Arrays.compareUnsigned(bytes, offset, offset + length, bound, 0, boundLength);
  }

  private void copyMin(byte[] bytes, int offset, int length, long prefix) {
    if (min.length < length) {
      min = new byte[length];
    }
    System.arraycopy(bytes, offset, min, 0, length);
    minLength = length;
    minPrefix = prefix;
  }

  private void copyMax(byte[] bytes, int offset, int length, long prefix) {
    if (max.length < length) {
      max = new byte[length];
    }
    System.arraycopy(bytes, offset, max, 0, length);
    maxLength = length;
    maxPrefix = prefix;
  }

  /**
   * The bounds, those longer than {@code limit} cut to {@code cut} bytes; none if there were no
   * values or if there is no short bound.
   */
  Optional<Bounds> bounds(int limit, int cut) {
    if (empty || (signed && Math.max(minLength, maxLength) > LONGEST)) {
      return Optional.empty();
    }
    byte[] least = Arrays.copyOf(min, minLength);
    byte[] greatest = Arrays.copyOf(max, maxLength);
    boolean cutMin = !signed && minLength > limit;
    boolean cutMax = !signed && maxLength > limit;
    Optional<byte[]> upper = cutMax ? BoundTruncation.upper(greatest, cut) : Optional.of(greatest);
    byte[] lower = cutMin ? BoundTruncation.lower(least, cut) : least;
    return upper.map(
        bytes ->
            new Bounds(
                Binary.fromConstantByteArray(lower),
                Binary.fromConstantByteArray(bytes),
                cutMin ? Exactness.TRUNCATED : Exactness.EXACT,
                cutMax ? Exactness.TRUNCATED : Exactness.EXACT));
  }
}
