package dev.parqueduct.io.postgres.copy;

import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * The rows of a binary COPY stream, one at a time, as they lie in a buffer that is reused. A row is
 * held as a whole, so memory is a few times the largest one.
 *
 * <p>The stream: a signature of 11 bytes, flags (int32), a header extension (int32 length, bytes);
 * per row the number of fields (int16), per field its length (int32, -1 for null) and bytes; -1
 * (int16) at the end (PostgreSQL documentation, COPY, Binary Format). Not for use by several
 * threads.
 */
public final class CopyTuples implements Closeable {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };

  private static final int TRAILER = -1;
  private static final int NULL = -1;
  private static final int CRITICAL_FLAGS = 0xffff_0000;

  /** SQLSTATE character_not_in_repertoire. */
  private static final String NOT_IN_ENCODING = "22021";

  private static final int USUAL_BUFFER = 1 << 16;

  /** Beyond this a buffer does not stay when rows are small again. */
  private static final int KEPT_BUFFER = 1 << 24;

  private static final int LARGEST_ROW = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final int fields;

  /** Positions in the buffer, relative to the start of the row. */
  private final int[] offsets;

  private final int[] lengths;
  private byte[] buffer = new byte[USUAL_BUFFER];

  /** Where the row begins, where the next one does, and where the buffer is filled to. */
  private int start;

  private int next;
  private int end;
  private long row;
  private State state = State.NEW;

  private enum State {
    NEW,
    OPEN,
    ENDED
  }

  private CopyTuples(InputStream in, int fields) {
    this.in = requireNonNull(in, "in");
    this.fields = fields;
    this.offsets = new int[fields];
    this.lengths = new int[fields];
  }

  /**
   * Reads a stream; nothing of it before the first {@link #next}.
   *
   * @param in closed with the tuples
   * @param fields how many each row must have
   */
  public static CopyTuples of(InputStream in, int fields) {
    if (fields < 0) {
      throw new IllegalArgumentException("a row cannot have " + fields + " fields");
    }
    return new CopyTuples(in, fields);
  }

  /**
   * Moves to the next row.
   *
   * @return false at the end of the stream, as the server marked it
   * @throws CopyStreamException when the stream is damaged or ends without such a mark
   */
  public boolean next() throws IOException {
    if (state == State.ENDED) {
      return false;
    }
    if (state == State.NEW) {
      readHeader();
      state = State.OPEN;
    }
    start = next;
    need(Short.BYTES);
    int count = BigEndian.int16(buffer, start);
    if (count == TRAILER) {
      state = State.ENDED;
      requireEnd();
      return false;
    }
    if (count != fields) {
      throw new CopyStreamException(
          "row " + (row + 1) + " of the COPY stream has " + count + " fields instead of " + fields);
    }
    int size = Short.BYTES;
    for (int i = 0; i < fields; i++) {
      size = readField(i, size);
    }
    next = start + size;
    row++;
    return true;
  }

  private int readField(int field, int from) throws IOException {
    long at = from + (long) Integer.BYTES;
    need(at);
    int length = BigEndian.int32(buffer, start + from);
    if (length < NULL) {
      throw new CopyStreamException(
          "row " + (row + 1) + " of the COPY stream has a field of " + length + " bytes");
    }
    offsets[field] = (int) at;
    lengths[field] = length;
    long size = at + Math.max(0, length);
    need(size);
    return (int) size;
  }

  private void readHeader() throws IOException {
    need(SIGNATURE.length + 2L * Integer.BYTES);
    if (!Arrays.equals(buffer, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      throw new CopyStreamException("the stream does not begin like that of a binary COPY");
    }
    int flags = BigEndian.int32(buffer, SIGNATURE.length);
    if ((flags & CRITICAL_FLAGS) != 0) {
      throw new CopyStreamException(
          "the COPY stream has flags that are not known: " + Integer.toHexString(flags));
    }
    int extension = BigEndian.int32(buffer, SIGNATURE.length + Integer.BYTES);
    if (extension < 0) {
      throw new CopyStreamException("the COPY stream has a header of " + extension + " bytes");
    }
    long size = SIGNATURE.length + 2L * Integer.BYTES + extension;
    need(size);
    next = (int) size;
  }

  private void requireEnd() throws IOException {
    if (end - start > Short.BYTES || in.read() >= 0) {
      throw new CopyStreamException("the COPY stream goes on after its end, row " + row);
    }
  }

  /** Sees to it that so many bytes from the start of the row on are in the buffer. */
  private void need(long size) throws IOException {
    if (size > end - start) {
      fill(size);
    }
  }

  private void fill(long size) throws IOException {
    if (size > LARGEST_ROW) {
      throw new CopyStreamException(
          "row " + (row + 1) + " of the COPY stream takes more than " + LARGEST_ROW + " bytes");
    }
    int held = end - start;
    boolean shrinks = buffer.length > KEPT_BUFFER && Math.max(size, held) <= USUAL_BUFFER;
    byte[] target = shrinks ? new byte[USUAL_BUFFER] : buffer;
    System.arraycopy(buffer, start, target, 0, held);
    buffer = target;
    start = 0;
    end = held;
    while (end < size) {
      if (end == buffer.length) {
        // Not at once: a damaged length must not take memory that no bytes come to fill.
        buffer = Arrays.copyOf(buffer, (int) Math.min(LARGEST_ROW, 2L * buffer.length));
      }
      int read = read();
      if (read < 0) {
        throw new CopyStreamException(
            "the COPY stream ends after " + row + " rows without the mark of its end");
      }
      end += read;
    }
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, end, buffer.length - end);
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException refusal
          && NOT_IN_ENCODING.equals(refusal.getSQLState())) {
        throw new CopyStreamException(
            "the server has text that is not UTF-8: choose --invalidText=BINARY (columns of text"
                + " become bytes); "
                + refusal.getMessage(),
            e);
      }
      throw e;
    }
  }

  /** The number of fields of each row. */
  public int fields() {
    return fields;
  }

  /** The bytes that the fields of the row lie in, until the next call of {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where a field begins in the buffer. */
  public int offset(int field) {
    return start + offsets[field];
  }

  /** The bytes of a field, -1 for null. */
  public int length(int field) {
    return lengths[field];
  }

  /** Where the row begins in the buffer. */
  public int start() {
    return start;
  }

  /** Where each field begins, counted from {@link #start}; not to be changed. */
  public int[] offsets() {
    return offsets;
  }

  /** The bytes of each field, -1 for null; not to be changed. */
  public int[] lengths() {
    return lengths;
  }

  /** The number of the row in the stream, from 1 on; 0 before the first. */
  public long row() {
    return row;
  }

  @Override
  public void close() throws IOException {
    state = State.ENDED;
    in.close();
  }
}
