package dev.parqueduct.io.parquet;

import java.util.Arrays;

/**
 * Values of one leaf column, none of them null. The arrays belong to the reader: they may be longer
 * than what is in them, and change with the next page.
 */
public final class Values {
  private static final int[] NONE = new int[0];

  private int count;
  private boolean strings;
  private long[] numbers = new long[0];
  private byte[] bytes = new byte[0];
  private int[] starts = NONE;
  private int[] lengths = NONE;

  public int count() {
    return count;
  }

  /** Whether these are byte strings, not numbers. */
  public boolean isStrings() {
    return strings;
  }

  /** Booleans as 0 and 1, integers, floats and doubles as their bits. */
  public long[] numbers() {
    return numbers;
  }

  /** What holds the byte strings of BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY columns. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes} each byte string starts. */
  public int[] starts() {
    return starts;
  }

  public int[] lengths() {
    return lengths;
  }

  /** Lets go of bytes, which are others' mostly, and of very long arrays. */
  void close() {
    count = 0;
    bytes = new byte[0];
    if (numbers.length > ChunkBuffers.LONGEST_KEPT) {
      numbers = new long[0];
    }
    if (starts.length > ChunkBuffers.LONGEST_KEPT) {
      starts = NONE;
      lengths = NONE;
    }
  }

  void startNumbers(int newCount) {
    count = newCount;
    strings = false;
    if (numbers.length < newCount) {
      numbers = new long[newCount];
    }
  }

  void startStrings(int newCount, byte[] newBytes) {
    count = newCount;
    strings = true;
    bytes = newBytes;
    if (starts.length < newCount) {
      starts = new int[newCount];
      lengths = new int[newCount];
    }
  }

  /** Appends a byte string behind the others, in an array of its own. */
  void append(int index, byte[] value) {
    int start = index == 0 ? 0 : starts[index - 1] + lengths[index - 1];
    if (start + value.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + value.length, 2 * bytes.length));
    }
    System.arraycopy(value, 0, bytes, start, value.length);
    starts[index] = start;
    lengths[index] = value.length;
  }
}
