package dev.parqueduct.io.validate;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.postgres.hash.ParquetFingerprint;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Finds the least and the greatest row of a file in the order (timestamp, bytes of the id). */
final class KeySpanReader {
  private final FileScan file;
  private final int timestamp;
  private final int id;
  private final ChronoUnit unit;
  private final boolean text;
  private final int integerBytes;
  private boolean any;
  private long minTime;
  private byte[] minId;
  private long maxTime;
  private byte[] maxId;

  private KeySpanReader(FileScan file, int timestamp, int id) throws DamagedFileException {
    this.file = file;
    this.timestamp = timestamp;
    this.id = id;
    this.unit = unit(column(timestamp));
    // Ids that are base64url text count as the bytes that they stand for, but in the files of this
    // program, which names them by their own bytes.
    this.text =
        column(id).getPrimitiveType().getLogicalTypeAnnotation()
                instanceof StringLogicalTypeAnnotation
            && !file.metadata().containsKey(ParquetFingerprint.COLUMNS_KEY);
    this.integerBytes = integerBytes(column(id).getPrimitiveType());
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
    return reader.any
        ? new Span(
            reader.key(reader.minTime, reader.minId), reader.key(reader.maxTime, reader.maxId))
        : new Span(null, null);
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

  /** Bytes of an id that is an integer; 0 if it is a string of bytes. */
  private static int integerBytes(PrimitiveType type) throws DamagedFileException {
    return switch (type.getPrimitiveTypeName()) {
      case BINARY, FIXED_LEN_BYTE_ARRAY -> 0;
      case INT64 -> Long.BYTES;
      case INT32 ->
          type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
              ? Math.max(Short.BYTES, integer.getBitWidth() / Byte.SIZE)
              : Integer.BYTES;
      default -> throw new DamagedFileException("column " + type.getName() + " is no id");
    };
  }

  private void read(int group, long[] times) throws IOException {
    ChunkScan chunk = file.scan(group, id);
    int row = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      boolean nulls = page.count() < page.levels();
      int value = 0;
      for (int i = 0; i < page.levels(); i++) {
        boolean isNull = nulls && page.definitions()[i] == 0;
        long time = times[row++];
        if (!any || time <= minTime || time >= maxTime) {
          add(
              time,
              isNull ? null : bytes(page, page.isDictionary() ? page.indices()[value] : value));
        }
        value += isNull ? 0 : 1;
      }
    }
  }

  private void requireValues(PageValues page, int column) throws DamagedFileException {
    if (page.count() < page.levels()) {
      throw new DamagedFileException(
          "column " + column(column).getPath()[0] + " holds nulls, so that its rows have no order");
    }
  }

  private byte[] bytes(PageValues page, int index) {
    if (integerBytes > 0) {
      byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(page.values().numbers()[index]).array();
      return Arrays.copyOfRange(all, Long.BYTES - integerBytes, Long.BYTES);
    }
    int start = page.values().starts()[index];
    byte[] value =
        Arrays.copyOfRange(page.values().bytes(), start, start + page.values().lengths()[index]);
    return text ? decoded(value) : value;
  }

  private void add(long time, byte[] bytes) {
    if (!any || compare(time, bytes, minTime, minId) < 0) {
      minTime = time;
      minId = bytes;
    }
    if (!any || compare(time, bytes, maxTime, maxId) > 0) {
      maxTime = time;
      maxId = bytes;
    }
    any = true;
  }

  /** As the server sorts: nulls behind all ids, integers by their value. */
  private int compare(long time, byte[] bytes, long otherTime, byte[] otherBytes) {
    if (time != otherTime) {
      return Long.compare(time, otherTime);
    }
    if (bytes == null || otherBytes == null) {
      return Boolean.compare(bytes == null, otherBytes == null);
    }
    return integerBytes > 0
        ? new BigInteger(bytes).compareTo(new BigInteger(otherBytes))
        : Arrays.compareUnsigned(bytes, otherBytes);
  }

  private RowKey key(long time, byte[] bytes) {
    Instant instant = Instant.EPOCH.plus(time, unit);
    return integerBytes > 0 ? RowKey.ofInteger(instant, bytes) : RowKey.of(instant, bytes);
  }

  private static byte[] decoded(byte[] value) {
    try {
      return Base64.getUrlDecoder().decode(value);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
