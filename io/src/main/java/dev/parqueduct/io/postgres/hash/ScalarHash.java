package dev.parqueduct.io.postgres.hash;

import java.nio.charset.StandardCharsets;

/** Values that are one column of the record that is hashed. */
final class ScalarHash extends ValueHash {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = {'-'};

  /** What precedes the elements' dimensions in an array, and what of it is left out. */
  private static final int ARRAY_FLAGS = 4;

  private static final int ARRAY_HEADER = 12;

  /** No dimensions, and the rest masked. */
  private static final byte[] EMPTY_ARRAY = new byte[ARRAY_HEADER];

  private static final int NUMERIC_DECIMALS = 6;

  private final BinaryForm form;
  private final HashMethod method;
  private final int decimals;
  private final ByteBuilder scratch = new ByteBuilder();
  private final ByteBuilder hex = new ByteBuilder();

  ScalarHash(BinaryForm form, HashMethod method) {
    this(form, method, -1);
  }

  /**
   * @param decimals with which all numerics are shown, or -1
   */
  ScalarHash(BinaryForm form, HashMethod method, int decimals) {
    this.form = form;
    this.method = method;
    this.decimals = decimals;
  }

  @Override
  long add(long row, byte[] bytes, int offset, int length, long seed) {
    return method == HashMethod.RECORD
        ? 31 * row + hash(bytes, offset, length, seed)
        : chain(row, bytes, offset, length);
  }

  @Override
  long addNull(long row, long seed) {
    return method == HashMethod.RECORD ? 31 * row : Lookup3.hash(NULL, 0, 1, row);
  }

  /** The server's hash of the value alone. */
  long hash(byte[] bytes, int offset, int length, long seed) {
    return switch (form) {
      case BOOL, CHAR -> Lookup3.hashInt(require(length, 1) * bytes[offset], seed);
      case INT2 -> Lookup3.hashInt(require(length, 2) * ByteBuilder.readShort(bytes, offset), seed);
      case INT4 -> Lookup3.hashInt(require(length, 4) * ByteBuilder.readInt(bytes, offset), seed);
      case INT8 -> Lookup3.hashLong(require(length, 8) * ByteBuilder.readLong(bytes, offset), seed);
      case TIMETZ ->
          Lookup3.hashLong(require(length, 12) * ByteBuilder.readLong(bytes, offset), seed)
              ^ Lookup3.hashInt(ByteBuilder.readInt(bytes, offset + 8), seed);
      case INET -> {
        // In memory, family and bits are followed by the address.
        scratch.clear();
        scratch.write(bytes, offset, 2);
        scratch.write(bytes, offset + 4, length - 4);
        yield Lookup3.hash(scratch.array(), 0, scratch.size(), seed);
      }
      case JSONB -> Lookup3.hash(bytes, offset + 1, length - 1, seed);
      case BYTES -> Lookup3.hash(bytes, offset, length, seed);
      case NUMERIC -> {
        if (!isRescaled(bytes, offset)) {
          yield Lookup3.hash(bytes, offset, length, seed);
        }
        rescale(bytes, offset, length);
        yield Lookup3.hash(scratch.array(), 0, length, seed);
      }
      case ARRAY -> {
        if (length == ARRAY_HEADER) {
          yield Lookup3.hash(EMPTY_ARRAY, 0, length, seed);
        }
        maskArray(bytes, offset, length);
        yield Lookup3.hash(scratch.array(), 0, length, seed);
      }
    };
  }

  /** Returns 1, so that it fits into expressions. */
  private static int require(int length, int wanted) {
    if (length != wanted) {
      throw new IllegalArgumentException("a value of " + length + " bytes instead of " + wanted);
    }
    return 1;
  }

  /** Whether numerics with so many decimals are hashed as they are. */
  boolean showsDecimals(int scale) {
    return decimals < 0 || decimals == scale;
  }

  /** Values fit their type, so that only the decimals to show can differ. */
  private boolean isRescaled(byte[] bytes, int offset) {
    return decimals >= 0
        && ByteBuilder.readShort(bytes, offset + NUMERIC_DECIMALS) != decimals
        && NumericForm.isFinite(bytes, offset);
  }

  private void rescale(byte[] bytes, int offset, int length) {
    scratch.clear();
    scratch.write(bytes, offset, length);
    scratch.setShort(NUMERIC_DECIMALS, decimals);
  }

  private void maskArray(byte[] bytes, int offset, int length) {
    scratch.clear();
    scratch.write(bytes, offset, length);
    scratch.setInt(ARRAY_FLAGS, 0);
    scratch.setInt(ARRAY_HEADER - 4, 0);
  }

  private long chain(long row, byte[] bytes, int offset, int length) {
    hex.clear();
    switch (form) {
      case CHAR -> {
        int sign = bytes[offset] >> 7;
        writeHex(new byte[] {(byte) sign, (byte) sign, (byte) sign, bytes[offset]}, 0, 4);
      }
      case JSONB -> writeHex(bytes, offset + 1, length - 1);
      case ARRAY -> {
        maskArray(bytes, offset, length);
        writeHex(scratch.array(), 0, length);
      }
      case NUMERIC -> {
        if (isRescaled(bytes, offset)) {
          rescale(bytes, offset, length);
          writeHex(scratch.array(), 0, length);
        } else {
          writeHex(bytes, offset, length);
        }
      }
      default -> writeHex(bytes, offset, length);
    }
    return Lookup3.hash(hex.array(), 0, hex.size(), row);
  }

  private void writeHex(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      hex.writeByte(HEX[(bytes[i] >> 4) & 0xf]);
      hex.writeByte(HEX[bytes[i] & 0xf]);
    }
  }
}
