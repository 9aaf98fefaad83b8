package dev.parqueduct.io.parquet;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.Encoding;

/** A column of BOOLEAN: one bit a value, lowest first. */
final class BooleanColumn extends ColumnWriter {
  private final GrowableBytes bits = new GrowableBytes();
  private int current;
  private int filled;
  private int pageSeen;
  private int chunkSeen;

  BooleanColumn(ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    super(descriptor, limits, sink, scratch);
  }

  @Override
  void add(long bit) {
    int value = (int) bit;
    current |= value << filled;
    pageSeen |= 1 << value;
    if (++filled == 8) {
      bits.write(current);
      current = 0;
      filled = 0;
    }
  }

  @Override
  void drain() {}

  @Override
  Encoding encodePage(GrowableBytes body) {
    if (filled > 0) {
      bits.write(current);
      current = 0;
      filled = 0;
    }
    body.write(bits.array(), 0, bits.size());
    bits.reset(limits.pageBytes());
    return Encoding.PLAIN;
  }

  @Override
  Optional<Bounds> takePageBounds() {
    Optional<Bounds> bounds = bounds(pageSeen);
    chunkSeen |= pageSeen;
    pageSeen = 0;
    return bounds;
  }

  @Override
  Optional<Bounds> chunkBounds() {
    return bounds(chunkSeen);
  }

  /** Bit 0 tells that false was seen, bit 1 that true was. */
  private static Optional<Bounds> bounds(int seen) {
    if (seen == 0) {
      return Optional.empty();
    }
    byte[] min = {(byte) ((seen & 1) == 0 ? 1 : 0)};
    byte[] max = {(byte) (seen >> 1)};
    return Optional.of(Bounds.exact(min, max));
  }

  @Override
  int pageMemory() {
    return bits.size();
  }

  @Override
  long memory() {
    return bits.capacity();
  }

  @Override
  long openBytes() {
    return bits.size();
  }

  @Override
  void endChunk(ChunkPages chunk) {
    chunkSeen = 0;
  }
}
