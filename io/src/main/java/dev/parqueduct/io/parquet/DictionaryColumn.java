package dev.parqueduct.io.parquet;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;

/**
 * A column whose values are first written as numbers of a dictionary, and plain from the moment the
 * dictionary does not pay: after a sample of the chunk, or when the dictionary is full.
 */
abstract class DictionaryColumn extends ColumnWriter {
  /** Values of a chunk after which a dictionary that pays is kept. */
  private static final int SAMPLE = 8192;

  /**
   * Values after which it must have paid. Values may come round in turn, ten thousand owners one
   * after the other: then the first ones are all different, and repetition shows late.
   */
  private static final int LONGEST_SAMPLE = 4 * SAMPLE;

  private enum Mode {
    SAMPLING,
    DICTIONARY,
    PLAIN
  }

  /** Plain values of the open page. In dictionary mode only those that wait. */
  final GrowableBytes plain = new GrowableBytes();

  /** Where in {@link #plain} the values that wait begin. */
  int waitingFrom;

  private int[] indices = new int[0];
  private int indexCount;
  private long chunkValues;
  private long chunkPlainBytes;
  private Mode mode = Mode.SAMPLING;
  private boolean dictionaryPages;

  DictionaryColumn(
      ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    super(descriptor, limits, sink, scratch);
  }

  /** Moves the waiting values to the dictionary, or to {@link #plain}. */
  abstract void drainBatch();

  abstract int dictionarySize();

  /** Bytes of the dictionary page before compression. */
  abstract int dictionaryBytes();

  /** Appends the value with that number to {@link #plain}. */
  abstract void appendPlain(int index);

  /** Bytes of memory that the dictionary and what waits take, without {@link #plain}. */
  abstract long valuesMemory();

  /** The dictionary page's content. */
  abstract GrowableBytes dictionaryPage();

  abstract void clearDictionary();

  abstract void clearChunkBounds();

  /** Bytes of the values that wait for {@link #drainBatch}. */
  abstract long waitingBytes();

  final boolean usesDictionary() {
    return mode != Mode.PLAIN;
  }

  /** Room for {@code more} numbers; they are written from {@link #indexCount()} on. */
  final int[] reserveIndices(int more) {
    if (indexCount + more > indices.length) {
      indices = Arrays.copyOf(indices, Math.max(64, Math.max(indexCount + more, indexCount * 2)));
    }
    return indices;
  }

  final int indexCount() {
    return indexCount;
  }

  /** Tells that {@code count} more values with {@code plainBytes} in plain form are in the page. */
  final void drained(int count, long plainBytes) {
    if (usesDictionary()) {
      indexCount += count;
      chunkPlainBytes += plainBytes;
      chunkValues += count;
    }
  }

  @Override
  final void drain() {
    drainBatch();
    if (mode == Mode.SAMPLING
        && (chunkValues >= LONGEST_SAMPLE || (chunkValues >= SAMPLE && pays()))) {
      decide();
    }
    if (usesDictionary() && isDictionaryFull()) {
      if (mode == Mode.SAMPLING) {
        decide();
      }
      if (mode == Mode.DICTIONARY) {
        endPage();
        mode = Mode.PLAIN;
      }
    }
  }

  private boolean isDictionaryFull() {
    return dictionaryBytes() > limits.dictionaryBytes()
        || dictionarySize() > limits.dictionaryValues();
  }

  private boolean pays() {
    return dictionaryBytes() + chunkValues * indexWidth() / 8 < chunkPlainBytes;
  }

  private void decide() {
    if (pays()) {
      mode = Mode.DICTIONARY;
      return;
    }
    mode = Mode.PLAIN;
    for (int i = 0; i < indexCount; i++) {
      appendPlain(indices[i]);
    }
    indexCount = 0;
    clearDictionary();
  }

  private int indexWidth() {
    return 32 - Integer.numberOfLeadingZeros(Math.max(0, dictionarySize() - 1));
  }

  @Override
  final Encoding encodePage(GrowableBytes body) {
    if (mode == Mode.SAMPLING) {
      decide();
    }
    if (mode == Mode.PLAIN) {
      body.write(plain.array(), 0, plain.size());
      plain.reset(2 * limits.pageBytes());
      waitingFrom = 0;
      return Encoding.PLAIN;
    }
    if (indexCount == 0) {
      // Nulls alone; a dictionary may never follow.
      return Encoding.PLAIN;
    }
    body.write(indexWidth());
    HybridEncoder.encode(indices, indexCount, indexWidth(), body);
    indexCount = 0;
    dictionaryPages = true;
    return Encoding.RLE_DICTIONARY;
  }

  @Override
  final int pageMemory() {
    return mode == Mode.PLAIN ? plain.size() : indexCount * Integer.BYTES;
  }

  @Override
  final long memory() {
    return plain.capacity() + (long) indices.length * Integer.BYTES + valuesMemory();
  }

  @Override
  final long openBytes() {
    return waitingBytes()
        + (mode == Mode.PLAIN ? plain.size() : (long) indexCount * indexWidth() / 8)
        + (dictionarySize() > 0 ? dictionaryBytes() : 0);
  }

  @Override
  final void endChunk(ChunkPages chunk) {
    if (dictionaryPages) {
      chunk.addDictionary(dictionaryPage(), dictionarySize());
    }
    clearDictionary();
    clearChunkBounds();
    if (indices.length * Integer.BYTES > 2 * limits.pageBytes()) {
      indices = new int[0];
    }
    dictionaryPages = false;
    chunkValues = 0;
    chunkPlainBytes = 0;
    mode = Mode.SAMPLING;
  }
}
