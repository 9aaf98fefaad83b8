package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.function.IntFunction;
import org.apache.parquet.column.ColumnDescriptor;

/** Encodes the chunks of one optional BYTE_ARRAY column, from what they hold and new values. */
final class ColumnEncoder implements AutoCloseable {
  private final PageSink sink;
  private final ColumnWriter writer;
  private long rows;

  ColumnEncoder(ColumnDescriptor descriptor, Compression compression, ColumnLimits limits) {
    this.sink = new PageSink(compression);
    this.writer = ColumnWriter.of(descriptor, limits, sink, new Scratch());
  }

  /**
   * Writes a chunk.
   *
   * @param old the chunk that it is made of
   * @param replacement new values by row of the chunk; null for rows that keep theirs
   * @param written sums up what is written
   */
  FinishedChunk encode(
      ChunkScan old, IntFunction<byte[]> replacement, PositionedOutput out, ValueSum written)
      throws IOException {
    int row = 0;
    while (old.next()) {
      PageValues page = old.page();
      for (int i = 0, value = 0; i < page.levels(); i++, row++) {
        boolean isNull = page.count() < page.levels() && page.definitions()[i] == 0;
        byte[] replaced = replacement.apply(row);
        if (replaced != null) {
          add(replaced, 0, replaced.length, written);
        } else if (isNull) {
          writer.addNull(rows);
          written.addNull();
        } else {
          int index = page.isDictionary() ? page.indices()[value] : value;
          Values values = page.values();
          add(values.bytes(), values.starts()[index], values.lengths()[index], written);
        }
        value += isNull ? 0 : 1;
        rows++;
      }
    }
    FinishedChunk finished = writer.finishChunk(out);
    sink.store().reset(0);
    return finished;
  }

  private void add(byte[] bytes, int offset, int length, ValueSum written) {
    writer.requireLength(length);
    writer.startFlat(rows);
    writer.add(bytes, offset, length);
    written.add(bytes, offset, length);
  }

  @Override
  public void close() {
    sink.close();
  }
}
