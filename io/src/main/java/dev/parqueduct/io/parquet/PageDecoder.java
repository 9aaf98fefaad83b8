package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Decodes values of one leaf column into {@link Values}. */
final class PageDecoder {
  private final ColumnDescriptor descriptor;
  private final PrimitiveTypeName type;
  private final int fixedLength;

  PageDecoder(ColumnDescriptor descriptor) {
    PrimitiveType primitive = descriptor.getPrimitiveType();
    this.descriptor = descriptor;
    this.type = primitive.getPrimitiveTypeName();
    this.fixedLength = type == PrimitiveTypeName.INT96 ? 12 : primitive.getTypeLength();
  }

  /**
   * @param bytes with the values at {@code from}..{@code to}; stays in use
   */
  void decode(Encoding encoding, byte[] bytes, int from, int to, int count, Values out)
      throws IOException {
    if (encoding != Encoding.PLAIN) {
      decodeOther(encoding, bytes, from, to, count, out);
      return;
    }
    int end =
        switch (type) {
          case BOOLEAN -> booleans(bytes, from, to, count, out);
          case INT32, FLOAT -> ints(bytes, from, to, count, out);
          case INT64, DOUBLE -> longs(bytes, from, to, count, out);
          case BINARY -> strings(bytes, from, to, count, out);
          case FIXED_LEN_BYTE_ARRAY, INT96 -> fixed(bytes, from, to, count, out);
        };
    if (end != to) {
      throw new DamagedFileException((to - end) + " bytes follow the values of a page");
    }
  }

  private static void require(long needed, int from, int to) throws DamagedFileException {
    if (needed > to - from) {
      throw new DamagedFileException("the values of a page are cut off");
    }
  }

  private static int booleans(byte[] bytes, int from, int to, int count, Values out)
      throws DamagedFileException {
    int size = (count + 7) >> 3;
    require(size, from, to);
    out.startNumbers(count);
    long[] numbers = out.numbers();
    for (int i = 0; i < count; i++) {
      numbers[i] = (bytes[from + (i >> 3)] >> (i & 7)) & 1;
    }
    return from + size;
  }

  private static int ints(byte[] bytes, int from, int to, int count, Values out)
      throws DamagedFileException {
    require(4L * count, from, to);
    out.startNumbers(count);
    long[] numbers = out.numbers();
    for (int i = 0; i < count; i++) {
      numbers[i] = (int) GrowableBytes.INT.get(bytes, from + 4 * i);
    }
    return from + 4 * count;
  }

  private static int longs(byte[] bytes, int from, int to, int count, Values out)
      throws DamagedFileException {
    require(8L * count, from, to);
    out.startNumbers(count);
    long[] numbers = out.numbers();
    for (int i = 0; i < count; i++) {
      numbers[i] = (long) GrowableBytes.LONG.get(bytes, from + 8 * i);
    }
    return from + 8 * count;
  }

  private static int strings(byte[] bytes, int from, int to, int count, Values out)
      throws DamagedFileException {
    out.startStrings(count, bytes);
    int[] starts = out.starts();
    int[] lengths = out.lengths();
    int at = from;
    for (int i = 0; i < count; i++) {
      require(4, at, to);
      int length = (int) GrowableBytes.INT.get(bytes, at);
      at += 4;
      if (length < 0 || length > to - at) {
        throw new DamagedFileException("a value of " + length + " bytes leaves its page");
      }
      starts[i] = at;
      lengths[i] = length;
      at += length;
    }
    return at;
  }

  private int fixed(byte[] bytes, int from, int to, int count, Values out)
      throws DamagedFileException {
    require((long) fixedLength * count, from, to);
    out.startStrings(count, bytes);
    int[] starts = out.starts();
    for (int i = 0; i < count; i++) {
      starts[i] = from + i * fixedLength;
    }
    Arrays.fill(out.lengths(), 0, count, fixedLength);
    return from + count * fixedLength;
  }

  /** The encodings that our writer does not use, in files that others wrote anew. */
  private void decodeOther(Encoding encoding, byte[] bytes, int from, int to, int count, Values out)
      throws IOException {
    ValuesReader reader =
        org.apache.parquet.column.Encoding.valueOf(encoding.name())
            .getValuesReader(descriptor, ValuesType.VALUES);
    byte[] page = Arrays.copyOfRange(bytes, from, to);
    reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(page)));
    switch (type) {
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
        out.startStrings(count, new byte[Math.max(16, page.length)]);
        for (int i = 0; i < count; i++) {
          out.append(i, reader.readBytes().getBytesUnsafe());
        }
      }
      default -> {
        out.startNumbers(count);
        long[] numbers = out.numbers();
        for (int i = 0; i < count; i++) {
          numbers[i] = number(reader);
        }
      }
    }
  }

  private long number(ValuesReader reader) {
    return switch (type) {
      case BOOLEAN -> reader.readBoolean() ? 1 : 0;
      case INT32 -> reader.readInteger();
      case FLOAT -> Float.floatToRawIntBits(reader.readFloat());
      case DOUBLE -> Double.doubleToRawLongBits(reader.readDouble());
      default -> reader.readLong();
    };
  }
}
