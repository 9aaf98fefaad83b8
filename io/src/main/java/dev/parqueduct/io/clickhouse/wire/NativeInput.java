package dev.parqueduct.io.clickhouse.wire;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes, numbers and texts out of a stream that comes in pieces. */
public final class NativeInput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MAX_NAME = 1 << 20;

  /** The pieces. */
  public interface Source {
    /** Goes to the next piece; false at the end. */
    boolean next() throws IOException;

    /** The piece; its array may be used again for the next. */
    byte[] content();

    int length();
  }

  private final Source source;
  private final byte[] scratch = new byte[8];
  private byte[] piece = new byte[0];
  private int at;
  private int end;

  public NativeInput(Source source) {
    this.source = requireNonNull(source, "source");
  }

  /** Whether the stream is at its end. */
  public boolean isAtEnd() throws IOException {
    while (at == end) {
      if (!source.next()) {
        return true;
      }
      piece = source.content();
      at = 0;
      end = source.length();
    }
    return false;
  }

  private void need() throws IOException {
    if (isAtEnd()) {
      throw new EOFException("The answer ends in the middle of a block");
    }
  }

  /** The present piece; what is not read of it lies between position and limit. */
  byte[] piece() {
    return piece;
  }

  int position() {
    return at;
  }

  int limit() {
    return end;
  }

  /** Passes over bytes of the present piece. */
  void skip(int count) {
    at += count;
  }

  int readByte() throws IOException {
    if (at == end) {
      need();
    }
    return piece[at++] & 0xff;
  }

  /** A number in groups of seven bits, lowest first. */
  long readVarint() throws IOException {
    int first = readByte();
    if (first < 0x80) {
      return first;
    }
    long value = first & 0x7f;
    for (int shift = 7; shift < 64; shift += 7) {
      int next = readByte();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new FormatException("A length has more than 64 bits");
  }

  long readLong() throws IOException {
    if (end - at >= 8) {
      long value = (long) LONGS.get(piece, at);
      at += 8;
      return value;
    }
    readFully(scratch, 0, 8);
    return (long) LONGS.get(scratch, 0);
  }

  void readFully(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (at == end) {
        need();
      }
      int some = Math.min(length - done, end - at);
      System.arraycopy(piece, at, target, offset + done, some);
      at += some;
      done += some;
    }
  }

  /** A name of a column or a type. */
  String readName() throws IOException {
    long length = readVarint();
    if (length < 0 || length > MAX_NAME) {
      throw new FormatException("A name of " + length + " bytes: this is no block of columns");
    }
    byte[] bytes = new byte[(int) length];
    readFully(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
