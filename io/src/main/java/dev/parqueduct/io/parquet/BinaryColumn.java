package dev.parqueduct.io.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY. */
final class BinaryColumn extends DictionaryColumn {
  /** A value must fit a page together with levels, and a page an array. */
  private static final int LONGEST_VALUE = 1 << 30;

  /** Waiting bytes, beyond which no larger batch is awaited. */
  private static final int BATCH_BYTES = 32 << 10;

  /** Longest bound in the column index. */
  static final int INDEX_BOUND = 64;

  /** Length of all values, or -1. */
  private final int fixedLength;

  private final int prefix;
  private final boolean bounded;
  private final BinaryDictionary dictionary;
  private final BinaryBounds pageBounds;
  private final BinaryBounds chunkBounds;

  /** Per number of the dictionary the last page that has it, so that bounds see it once a page. */
  private int[] seenInPage = new int[0];

  private int page;
  private int waitingCount;

  BinaryColumn(ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    super(descriptor, limits, sink, scratch);
    boolean fixed =
        descriptor.getPrimitiveType().getPrimitiveTypeName()
            == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    this.fixedLength = fixed ? descriptor.getPrimitiveType().getTypeLength() : -1;
    this.prefix = fixed ? 0 : Integer.BYTES;
    // A bound of a fixed length cannot be shortened, so there is none if it is long.
    this.bounded = order != ValueOrder.UNDEFINED && fixedLength <= BinaryBounds.LONGEST;
    this.dictionary = new BinaryDictionary(prefix);
    this.pageBounds = new BinaryBounds(order, fixedLength);
    this.chunkBounds = new BinaryBounds(order, fixedLength);
  }

  @Override
  void requireLength(int length) {
    if (fixedLength >= 0 && length != fixedLength) {
      throw new IllegalArgumentException(
          "column " + name() + " takes values of " + fixedLength + " bytes, not " + length);
    }
    if (length > LONGEST_VALUE) {
      throw new IllegalArgumentException(
          "column " + name() + ": a value of " + length + " bytes is beyond " + LONGEST_VALUE);
    }
    if (plain.size() + (long) length > GrowableBytes.MAX_SIZE - prefix) {
      throw new IllegalArgumentException(
          "column " + name() + ": the values of one row are beyond " + GrowableBytes.MAX_SIZE);
    }
  }

  @Override
  void add(byte[] bytes, int offset, int length) {
    if (prefix > 0) {
      plain.writeInt(length);
    }
    plain.write(bytes, offset, length);
    waitingCount++;
    if (plain.size() - waitingFrom > BATCH_BYTES) {
      drainSoon();
    }
  }

  @Override
  void drainBatch() {
    int count = waitingCount;
    long bytes = waitingBytes();
    if (usesDictionary()) {
      number(count);
      plain.reset(2 * limits.pageBytes());
    } else if (bounded) {
      addBounds(count);
    }
    drained(count, bytes);
    waitingFrom = plain.size();
    waitingCount = 0;
  }

  private void number(int count) {
    int[] indices = reserveIndices(count);
    byte[] bytes = plain.array();
    int at = indexCount();
    int from = 0;
    int index = -1;
    for (int i = 0; i < count; i++) {
      int length = fixedLength >= 0 ? fixedLength : (int) GrowableBytes.INT.get(bytes, from);
      from += prefix;
      if (index < 0 || !dictionary.matches(index, bytes, from, length)) {
        index = dictionary.index(bytes, from, length);
        see(index, bytes, from, length);
      }
      indices[at + i] = index;
      from += length;
    }
  }

  private void see(int index, byte[] bytes, int from, int length) {
    if (index >= seenInPage.length) {
      int[] longer = Arrays.copyOf(seenInPage, Math.max(32, index * 2));
      Arrays.fill(longer, seenInPage.length, longer.length, -1);
      seenInPage = longer;
    }
    if (bounded && seenInPage[index] != page) {
      seenInPage[index] = page;
      pageBounds.add(bytes, from, length);
    }
  }

  private void addBounds(int count) {
    byte[] bytes = plain.array();
    int from = waitingFrom;
    for (int i = 0; i < count; i++) {
      int length = fixedLength >= 0 ? fixedLength : (int) GrowableBytes.INT.get(bytes, from);
      pageBounds.add(bytes, from + prefix, length);
      from += prefix + length;
    }
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.page().size();
  }

  @Override
  void appendPlain(int index) {
    int start = dictionary.start(index);
    plain.write(dictionary.page().array(), start, dictionary.end(index) - start);
    waitingFrom = plain.size();
  }

  @Override
  long valuesMemory() {
    return dictionary.memory() + (long) seenInPage.length * Integer.BYTES;
  }

  @Override
  GrowableBytes dictionaryPage() {
    return dictionary.page();
  }

  @Override
  void clearDictionary() {
    if (dictionary.size() > 0) {
      dictionary.clear();
      seenInPage = new int[0];
    }
  }

  @Override
  Optional<Bounds> takePageBounds() {
    Optional<Bounds> bounds = pageBounds.bounds(boundLimit(INDEX_BOUND), INDEX_BOUND);
    chunkBounds.addAll(pageBounds);
    pageBounds.clear();
    page++;
    return bounds;
  }

  @Override
  Optional<Bounds> chunkBounds() {
    return chunkBounds.bounds(boundLimit(BinaryBounds.LONGEST), INDEX_BOUND);
  }

  private int boundLimit(int limit) {
    return Math.max(limit, fixedLength);
  }

  @Override
  void clearChunkBounds() {
    chunkBounds.clear();
  }

  @Override
  long waitingBytes() {
    return (long) plain.size() - waitingFrom;
  }
}
