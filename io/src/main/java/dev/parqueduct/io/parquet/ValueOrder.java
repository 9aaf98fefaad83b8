package dev.parqueduct.io.parquet;

import java.util.Arrays;
import org.apache.parquet.schema.ColumnOrder.ColumnOrderName;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/**
 * How the values of a column compare, which decides its minima and maxima: the type-defined orders
 * of the Parquet format ({@code ColumnOrder} in parquet.thrift). Numbers are turned into keys that
 * compare as signed longs.
 */
enum ValueOrder {
  BOOLEAN,
  SIGNED_32,
  UNSIGNED_32,
  SIGNED_64,
  UNSIGNED_64,
  FLOAT,
  DOUBLE,
  UNSIGNED_BYTES,
  /** Two's complement numbers, highest byte first: decimals. */
  SIGNED_BYTES,
  /** No order is defined, or none that readers agree on: columns without minimum and maximum. */
  UNDEFINED;

  static ValueOrder of(PrimitiveType type) {
    if (type.columnOrder().getColumnOrderName() == ColumnOrderName.UNDEFINED) {
      return UNDEFINED;
    }
    boolean unsigned =
        type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation annotation
            && !annotation.isSigned();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> BOOLEAN;
      case INT32 -> unsigned ? UNSIGNED_32 : SIGNED_32;
      case INT64 -> unsigned ? UNSIGNED_64 : SIGNED_64;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case BINARY, FIXED_LEN_BYTE_ARRAY -> ofBytes(type);
      case INT96 -> UNDEFINED;
    };
  }

  private static ValueOrder ofBytes(PrimitiveType type) {
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation) {
      return SIGNED_BYTES;
    }
    // Few readers know half floats, and their NaN and zero rules would be needed here once more.
    return type.getLogicalTypeAnnotation() instanceof Float16LogicalTypeAnnotation
        ? UNDEFINED
        : UNSIGNED_BYTES;
  }

  /** The key of a number whose bits are given; its own inverse together with {@link #bits}. */
  long key(long bits) {
    return switch (this) {
      case UNSIGNED_32 -> bits & 0xffff_ffffL;
      case UNSIGNED_64 -> bits ^ Long.MIN_VALUE;
      // Negative floats order by falling magnitude.
      case FLOAT -> (int) bits ^ (((int) bits >> 31) & Integer.MAX_VALUE);
      case DOUBLE -> bits ^ ((bits >> 63) & Long.MAX_VALUE);
      default -> bits;
    };
  }

  /** The bits of the number with the given key. */
  long bits(long key) {
    return key(key);
  }

  /** Whether the bits are a float or double that has no place in the order. */
  boolean isNaN(long bits) {
    return switch (this) {
      case FLOAT -> Float.isNaN(Float.intBitsToFloat((int) bits));
      case DOUBLE -> Double.isNaN(Double.longBitsToDouble(bits));
      default -> false;
    };
  }

  /** Compares two values in the form that statistics hold them in: PLAIN, without a length. */
  int compare(byte[] a, byte[] b) {
    return switch (this) {
      case BOOLEAN -> Byte.compare(a[0], b[0]);
      case SIGNED_32, UNSIGNED_32, FLOAT ->
          Long.compare(
              key((int) GrowableBytes.INT.get(a, 0)), key((int) GrowableBytes.INT.get(b, 0)));
      case SIGNED_64, UNSIGNED_64, DOUBLE ->
          Long.compare(
              key((long) GrowableBytes.LONG.get(a, 0)), key((long) GrowableBytes.LONG.get(b, 0)));
      case UNSIGNED_BYTES -> Arrays.compareUnsigned(a, b);
      case SIGNED_BYTES -> compareSigned(a, 0, a.length, b, 0, b.length);
      case UNDEFINED -> throw new IllegalStateException("the column has no order");
    };
  }

  /**
   * Compares two's complement numbers, highest byte first, of any two lengths; no bytes are zero.
   */
  static int compareSigned(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
    byte aSign = aLength == 0 ? 0 : (byte) (a[aOffset] >> 7);
    byte bSign = bLength == 0 ? 0 : (byte) (b[bOffset] >> 7);
    if (aSign != bSign) {
      return Byte.compare(aSign, bSign);
    }
    int length = Math.max(aLength, bLength);
    for (int i = 0; i < length; i++) {
      int aAt = i - (length - aLength);
      int bAt = i - (length - bLength);
      int aByte = (aAt < 0 ? aSign : a[aOffset + aAt]) & 0xff;
      int bByte = (bAt < 0 ? bSign : b[bOffset + bAt]) & 0xff;
      if (aByte != bByte) {
        return Integer.compare(aByte, bByte);
      }
    }
    return 0;
  }
}
