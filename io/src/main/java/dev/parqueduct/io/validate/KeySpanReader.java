package dev.parqueduct.io.validate;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Finds the least and the greatest row of a file in the order (timestamp, bytes of the id). */
final class KeySpanReader {
  private final FileScan file;
  private final int timestamp;
  private final int id;
  private final ChronoUnit unit;
  private final boolean text;
  private long minTime;
  private byte[] minId;
  private long maxTime;
  private byte[] maxId;

  private KeySpanReader(FileScan file, int timestamp, int id) throws DamagedFileException {
    this.file = file;
    this.timestamp = timestamp;
    this.id = id;
    this.unit = unit(column(timestamp));
    this.text =
        column(id).getPrimitiveType().getLogicalTypeAnnotation()
            instanceof StringLogicalTypeAnnotation;
  }

  /**
   * The keys that a file reaches over.
   *
   * @param first least key, null if the file has no rows
   * @param last greatest key, likewise
   */
  record Span(RowKey first, RowKey last) {}

  /**
   * Reads the two columns.
   *
   * @throws DamagedFileException if they are of no use as keys, or damaged
   */
  static Span read(FileScan file, int timestamp, int id) throws IOException {
    KeySpanReader reader = new KeySpanReader(file, timestamp, id);
    for (int group = 0; group < file.rowGroups(); group++) {
      try {
        reader.read(group, reader.timestamps(group));
      } catch (DamagedFileException e) {
        throw new DamagedFileException("row group " + group + ", " + e.getMessage(), e);
      }
    }
    return reader.minId == null
        ? new Span(null, null)
        : new Span(
            reader.key(reader.minTime, reader.minId), reader.key(reader.maxTime, reader.maxId));
  }

  private ColumnDescriptor column(int number) {
    return file.schema().getColumns().get(number);
  }

  private static ChronoUnit unit(ColumnDescriptor column) throws DamagedFileException {
    LogicalTypeAnnotation type = column.getPrimitiveType().getLogicalTypeAnnotation();
    if (type instanceof TimestampLogicalTypeAnnotation annotation) {
      return switch (annotation.getUnit()) {
        case MILLIS -> ChronoUnit.MILLIS;
        case MICROS -> ChronoUnit.MICROS;
        case NANOS -> ChronoUnit.NANOS;
      };
    }
    if (type instanceof DateLogicalTypeAnnotation) {
      return ChronoUnit.DAYS;
    }
    throw new DamagedFileException(
        "column " + column.getPath()[0] + " is " + column.getPrimitiveType() + ", no timestamp");
  }

  private long[] timestamps(int group) throws IOException {
    long[] times = new long[file.rows(group)];
    ChunkScan chunk = file.scan(group, timestamp);
    int row = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      requireValues(page, timestamp);
      for (int i = 0; i < page.count(); i++) {
        times[row++] = page.values().numbers()[page.isDictionary() ? page.indices()[i] : i];
      }
    }
    return times;
  }

  private void read(int group, long[] times) throws IOException {
    PrimitiveTypeName kind = column(id).getPrimitiveType().getPrimitiveTypeName();
    if (kind != PrimitiveTypeName.BINARY && kind != PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
      throw new DamagedFileException("column " + column(id).getPath()[0] + " is no id of bytes");
    }
    ChunkScan chunk = file.scan(group, id);
    int row = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      requireValues(page, id);
      for (int i = 0; i < page.count(); i++) {
        add(times[row++], page, page.isDictionary() ? page.indices()[i] : i);
      }
    }
  }

  private void requireValues(PageValues page, int column) throws DamagedFileException {
    if (page.count() < page.levels()) {
      throw new DamagedFileException(
          "column " + column(column).getPath()[0] + " holds nulls, so that its rows have no order");
    }
  }

  private void add(long time, PageValues page, int index) {
    if (minId != null && time > minTime && time < maxTime) {
      return;
    }
    int start = page.values().starts()[index];
    byte[] value =
        Arrays.copyOfRange(page.values().bytes(), start, start + page.values().lengths()[index]);
    byte[] bytes = text ? decoded(value) : value;
    if (minId == null || compare(time, bytes, minTime, minId) < 0) {
      minTime = time;
      minId = bytes;
    }
    if (maxId == null || compare(time, bytes, maxTime, maxId) > 0) {
      maxTime = time;
      maxId = bytes;
    }
  }

  private static int compare(long time, byte[] bytes, long otherTime, byte[] otherBytes) {
    return time != otherTime
        ? Long.compare(time, otherTime)
        : Arrays.compareUnsigned(bytes, otherBytes);
  }

  /** Ids that are base64url text count as the bytes that they stand for. */
  private static byte[] decoded(byte[] value) {
    try {
      return Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  private RowKey key(long time, byte[] bytes) {
    return RowKey.of(Instant.EPOCH.plus(time, unit), bytes);
  }
}
