package dev.parqueduct.io.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of INT32, INT64, FLOAT or DOUBLE; floats as their bits. */
final class NumberColumn extends DictionaryColumn {
  private final int width;
  private final LongDictionary dictionary = new LongDictionary();
  private final NumberBounds pageBounds;
  private final NumberBounds chunkBounds;
  private long[] waiting = new long[16];
  private int waitingCount;

  NumberColumn(ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    super(descriptor, limits, sink, scratch);
    PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    this.width = type == PrimitiveTypeName.INT32 || type == PrimitiveTypeName.FLOAT ? 4 : 8;
    this.pageBounds = new NumberBounds(order);
    this.chunkBounds = new NumberBounds(order);
  }

  @Override
  void add(long bits) {
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = bits;
  }

  @Override
  void drainBatch() {
    int count = waitingCount;
    pageBounds.addAll(waiting, count);
    if (usesDictionary()) {
      number(count);
    } else if (width == 4) {
      plain.writeInts(waiting, count);
    } else {
      plain.writeLongs(waiting, count);
    }
    drained(count, (long) count * width);
    waitingCount = 0;
    if (waiting.length > 2 * limits.batchValues()) {
      waiting = new long[16];
    }
  }

  private void number(int count) {
    int[] indices = reserveIndices(count);
    int at = indexCount();
    long last = 0;
    int lastIndex = -1;
    for (int i = 0; i < count; i++) {
      long value = waiting[i];
      if (value != last || lastIndex < 0) {
        last = value;
        lastIndex = dictionary.index(value);
      }
      indices[at + i] = lastIndex;
    }
  }

  @Override
  int dictionarySize() {
    return dictionary.size();
  }

  @Override
  int dictionaryBytes() {
    return dictionary.size() * width;
  }

  @Override
  void appendPlain(int index) {
    if (width == 4) {
      plain.writeInt((int) dictionary.value(index));
    } else {
      plain.writeLong(dictionary.value(index));
    }
  }

  @Override
  long valuesMemory() {
    return dictionary.memory() + (long) waiting.length * Long.BYTES;
  }

  @Override
  GrowableBytes dictionaryPage() {
    GrowableBytes page = scratch.body();
    for (int index = 0; index < dictionary.size(); index++) {
      if (width == 4) {
        page.writeInt((int) dictionary.value(index));
      } else {
        page.writeLong(dictionary.value(index));
      }
    }
    return page;
  }

  @Override
  void clearDictionary() {
    if (dictionary.size() > 0) {
      dictionary.clear();
    }
  }

  @Override
  Optional<Bounds> takePageBounds() {
    Optional<Bounds> bounds = pageBounds.bounds();
    chunkBounds.addAll(pageBounds);
    pageBounds.clear();
    return bounds;
  }

  @Override
  Optional<Bounds> chunkBounds() {
    return chunkBounds.bounds();
  }

  @Override
  void clearChunkBounds() {
    chunkBounds.clear();
  }

  @Override
  long waitingBytes() {
    return (long) waitingCount * width;
  }
}
