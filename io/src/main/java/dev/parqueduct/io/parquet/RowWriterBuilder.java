package dev.parqueduct.io.parquet;

import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.schema.MessageType;

/** Says how a {@link RowWriter} writes its file. */
public final class RowWriterBuilder {
  private static final int LEAST_PAGE_BYTES = 1 << 10;
  private static final int MOST_PAGE_BYTES = 1 << 28;

  private final OutputStream out;
  private final MessageType schema;
  private Compression compression = Compression.ZSTD;
  private long rowGroupBytes = 128L << 20;
  private long rowGroupRows = Long.MAX_VALUE;
  private int pageBytes = 1 << 20;
  private Map<String, String> metadata = Map.of();

  RowWriterBuilder(OutputStream out, MessageType schema) {
    this.out = Objects.requireNonNull(out, "out");
    this.schema = Objects.requireNonNull(schema, "schema");
    if (schema.getColumns().isEmpty()) {
      throw new IllegalArgumentException("schema " + schema.getName() + " has no columns");
    }
  }

  /** Codec of all pages; zstd by default. */
  public RowWriterBuilder compression(Compression newCompression) {
    compression = Objects.requireNonNull(newCompression, "compression");
    return this;
  }

  /** Size in bytes of the file at which a row group ends, nearly; 128 MiB by default. */
  public RowWriterBuilder rowGroupBytes(long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("rowGroupBytes must be positive, not " + bytes);
    }
    rowGroupBytes = bytes;
    return this;
  }

  /** Rows at which a row group ends, exactly; no limit by default. */
  public RowWriterBuilder rowGroupRows(long rows) {
    if (rows <= 0) {
      throw new IllegalArgumentException("rowGroupRows must be positive, not " + rows);
    }
    rowGroupRows = rows;
    return this;
  }

  /**
   * Size in bytes before compression at which a page ends; 1 MiB by default. Pages are smaller
   * where many columns share the memory of a row group, and end at about 65,536 rows.
   */
  public RowWriterBuilder pageBytes(int bytes) {
    if (bytes < LEAST_PAGE_BYTES || bytes > MOST_PAGE_BYTES) {
      throw new IllegalArgumentException(
          "pageBytes must be in " + LEAST_PAGE_BYTES + ".." + MOST_PAGE_BYTES + ", not " + bytes);
    }
    pageBytes = bytes;
    return this;
  }

  /** The file's key-value metadata, written in the order of the keys; none by default. */
  public RowWriterBuilder metadata(Map<String, String> keyValues) {
    metadata = Map.copyOf(keyValues);
    return this;
  }

  /** Opens the writer. Nothing is written before the first row group ends. */
  public RowWriter open() {
    return new RowWriter(this);
  }

  OutputStream out() {
    return out;
  }

  MessageType schema() {
    return schema;
  }

  Compression compression() {
    return compression;
  }

  long rowGroupBytes() {
    return rowGroupBytes;
  }

  long rowGroupRows() {
    return rowGroupRows;
  }

  int pageBytes() {
    return pageBytes;
  }

  Map<String, String> metadata() {
    return metadata;
  }
}
