package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * One leaf column: levels, pages and chunks here, values in subclasses. Values wait in small
 * batches and are encoded a batch at a time, in loops over one column. Pages end between rows only,
 * as the offset index demands.
 */
abstract class ColumnWriter {
  final ValueOrder order;
  final ColumnLimits limits;
  final Scratch scratch;
  private final ColumnDescriptor descriptor;
  private final PrimitiveTypeName type;
  private final int maxRepetition;
  private final int maxDefinition;
  private final LevelBuffer repetitions;
  private final LevelBuffer definitions;
  private final PageSink sink;
  private ChunkPages pages;
  private long rows;
  private long chunkFirstRow;
  private long pageFirstRow;
  private long chunkNulls;
  private int pageValues;
  private int pageNulls;
  private int untilCheck;
  private double ratio = 1;

  ColumnWriter(ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    this.descriptor = descriptor;
    this.type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    this.order = ValueOrder.of(descriptor.getPrimitiveType());
    this.limits = limits;
    this.scratch = scratch;
    this.sink = sink;
    this.maxRepetition = descriptor.getMaxRepetitionLevel();
    this.maxDefinition = descriptor.getMaxDefinitionLevel();
    this.repetitions = new LevelBuffer(maxRepetition);
    this.definitions = new LevelBuffer(maxDefinition);
    this.pages = new ChunkPages(sink, order);
    this.untilCheck = limits.batchValues();
  }

  static ColumnWriter of(
      ColumnDescriptor descriptor, ColumnLimits limits, PageSink sink, Scratch scratch) {
    PrimitiveType type = descriptor.getPrimitiveType();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> new BooleanColumn(descriptor, limits, sink, scratch);
      case INT32, FLOAT, INT64, DOUBLE -> new NumberColumn(descriptor, limits, sink, scratch);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> new BinaryColumn(descriptor, limits, sink, scratch);
      case INT96 ->
          throw new IllegalArgumentException(
              "column " + name(descriptor) + " is INT96, which is deprecated; use INT64 TIMESTAMP");
    };
  }

  /** Takes a boolean (0 or 1), an integer, or the bits of a float or double. */
  void add(long bits) {
    throw new IllegalStateException(name() + " takes no numbers");
  }

  void add(byte[] bytes, int offset, int length) {
    throw new IllegalStateException(name() + " takes no bytes");
  }

  /** Encodes the waiting values; called between rows only, and may close the page. */
  abstract void drain();

  /** Appends the values of the open page, forgets them, and tells their encoding. */
  abstract Encoding encodePage(GrowableBytes body);

  /** Bounds of the values of the open page, which are then forgotten. */
  abstract Optional<Bounds> takePageBounds();

  abstract Optional<Bounds> chunkBounds();

  /** Bytes of memory that the values of the open page take. */
  abstract int pageMemory();

  /** Bytes of memory that values take, open or kept for the next page. */
  abstract long memory();

  /** Bytes, before compression, that the open page and the dictionary would add to the file. */
  abstract long openBytes();

  /** Adds the dictionary page, if one is needed, and forgets all values and bounds of the chunk. */
  abstract void endChunk(ChunkPages chunk);

  final void requireType(PrimitiveTypeName wanted) {
    if (type != wanted) {
      throw new IllegalStateException("column " + name() + " is " + type + ", not " + wanted);
    }
  }

  /** Checks the length of a byte string. */
  void requireLength(int length) {
    throw new IllegalStateException("column " + name() + " is " + type + ", not binary");
  }

  /** Begins the only value of row {@code row}, which is not null. */
  final void startFlat(long row) {
    if (maxRepetition > 0) {
      throw new IllegalStateException("column " + name() + " is repeated: add values to it");
    }
    startRow(row);
    pageValues++;
    if (maxDefinition > 0) {
      definitions.add(maxDefinition);
    }
  }

  /** The only value of row {@code row} is null. */
  final void addNull(long row) {
    if (maxRepetition > 0 || maxDefinition != 1) {
      throw new IllegalStateException(
          "column "
              + name()
              + (maxDefinition == 0 ? " is required" : " is nested: a null needs its levels"));
    }
    startRow(row);
    pageValues++;
    pageNulls++;
    definitions.add(0);
  }

  /** Begins a value, or with a smaller definition level a null, at an explicit repetition level. */
  final void startNested(long row, int repetition, int definition) {
    if (repetition < 0 || repetition > maxRepetition) {
      throw new IllegalArgumentException(
          "column "
              + name()
              + ": repetition level "
              + repetition
              + " is not in 0.."
              + maxRepetition);
    }
    if (definition < 0 || definition > maxDefinition) {
      throw new IllegalArgumentException(
          "column "
              + name()
              + ": definition level "
              + definition
              + " is not in 0.."
              + maxDefinition);
    }
    if (repetition == 0) {
      startRow(row);
    } else if (rows <= row) {
      throw new IllegalStateException(
          "column " + name() + ": the first value of a row must have repetition level 0");
    }
    if (maxRepetition > 0) {
      repetitions.add(repetition);
    }
    if (maxDefinition > 0) {
      definitions.add(definition);
    }
    pageValues++;
    if (definition < maxDefinition) {
      pageNulls++;
    }
  }

  private void startRow(long row) {
    if (rows != row) {
      throw new IllegalStateException("column " + name() + " has a value already in row " + row);
    }
    if (--untilCheck < 0) {
      check();
    }
    rows++;
  }

  /** Lets the next row begin with {@link #drain}. */
  final void drainSoon() {
    untilCheck = 0;
  }

  private void check() {
    drain();
    if (pageMemory() + repetitions.memory() + definitions.memory() >= limits.pageBytes()
        || rows - pageFirstRow >= limits.pageRows()) {
      endPage();
    }
    untilCheck = limits.batchValues() - 1;
  }

  /** Bytes of memory held, for open values and for reuse. */
  final long heldBytes() {
    return memory() + repetitions.capacity() + definitions.capacity();
  }

  /** Whether row {@code row} has a value. */
  final boolean has(long row) {
    return rows > row;
  }

  final int maxDefinition() {
    return maxDefinition;
  }

  final String name() {
    return name(descriptor);
  }

  private static String name(ColumnDescriptor descriptor) {
    return String.join(".", descriptor.getPath());
  }

  /** Closes the open page, if it has values; all values must have been drained. */
  final void endPage() {
    if (pageValues == 0) {
      return;
    }
    sink.pageBegins();
    Optional<Bounds> bounds = takePageBounds();
    GrowableBytes body = scratch.body();
    if (maxRepetition > 0) {
      repetitions.encode(scratch, body);
    }
    if (maxDefinition > 0) {
      definitions.encode(scratch, body);
    }
    Encoding encoding = encodePage(body);
    PageCounts counts = new PageCounts(pageFirstRow - chunkFirstRow, pageValues, pageNulls);
    pages.addData(body, encoding, counts, bounds);
    sink.pageEnds();
    repetitions.reset(limits.pageBytes());
    definitions.reset(limits.pageBytes());
    chunkNulls += pageNulls;
    pageValues = 0;
    pageNulls = 0;
    pageFirstRow = rows;
    ratio = (double) pages.compressed() / Math.max(1, pages.uncompressed());
  }

  final boolean hasPages() {
    return !pages.isEmpty();
  }

  /**
   * Bytes the chunk would take in the file if it ended now: what is open shrinks as the rest did.
   */
  final long estimatedBytes() {
    long levels = (long) repetitions.memory() + definitions.memory();
    return pages.compressed() + (long) ((openBytes() + levels) * ratio);
  }

  /** Ends the chunk, writes it, and begins the next one. */
  final FinishedChunk finishChunk(PositionedOutput out) throws IOException {
    drain();
    endPage();
    Statistics statistics = statistics();
    endChunk(pages);
    ColumnMetaData metadata = new ColumnMetaData();
    metadata.setType(Type.valueOf(thriftName()));
    metadata.setPath_in_schema(Arrays.asList(descriptor.getPath()));
    metadata.setStatistics(statistics);
    OffsetIndex offsets = pages.writeTo(out, metadata);
    FinishedChunk chunk = FinishedChunk.of(metadata, pages.index().build(), offsets);
    pages = new ChunkPages(sink, order);
    chunkNulls = 0;
    chunkFirstRow = rows;
    untilCheck = limits.batchValues();
    return chunk;
  }

  private String thriftName() {
    return type == PrimitiveTypeName.BINARY ? "BYTE_ARRAY" : type.name();
  }

  private Statistics statistics() {
    Statistics statistics = new Statistics();
    statistics.setNull_count(chunkNulls);
    chunkBounds()
        .ifPresent(
            bounds -> {
              statistics.setMin_value(bounds.min().getBytes());
              statistics.setMax_value(bounds.max().getBytes());
              statistics.setIs_min_value_exact(bounds.minExact() == Bounds.Exactness.EXACT);
              statistics.setIs_max_value_exact(bounds.maxExact() == Bounds.Exactness.EXACT);
            });
    return statistics;
  }
}
