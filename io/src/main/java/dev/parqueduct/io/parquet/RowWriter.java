package dev.parqueduct.io.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Writes one Parquet file, a row at a time: a value for each leaf column, then {@link #endRow}.
 *
 * <p>Leaf columns are numbered from 0 in the order of the schema. Columns outside of lists and
 * groups take {@code set} calls, once a row and in any order; nested ones take {@code add} calls
 * with the levels of the Dremel encoding, which must agree among the columns of one group. The same
 * rows make the same bytes.
 *
 * <p>The file becomes readable with {@link #finish} only; {@link #close} without it leaves no
 * footer. The stream is neither closed nor flushed before the end: it stays its owner's. After an
 * exception other than {@link IllegalArgumentException} and {@link IllegalStateException} the
 * writer can only be closed.
 *
 * <p>Memory ({@link #bufferedBytes}) stays below about three times {@code rowGroupBytes}, however
 * many columns there are, and a few times the largest single value: finished pages, compressed,
 * take up to {@code rowGroupBytes}; the open pages of all columns share a quarter of it, and so do
 * dictionaries, both with the slack of growing arrays and hash tables, and with no less than 8 KiB
 * a column. What the footer needs of finished row groups comes on top. Not for use by several
 * threads.
 */
public final class RowWriter implements Closeable {
  /** Values that may be written between two looks at the size of the row group. */
  private static final int VALUES_BETWEEN_CHECKS = 1 << 16;

  /** Bytes of byte strings that may be written between two looks at the size of the row group. */
  private static final int BYTES_BETWEEN_CHECKS = 1 << 20;

  private final long rowGroupBytes;
  private final long rowGroupRows;
  private final RowGroups groups;
  private final ColumnWriter[] columns;
  private final int rowsBetweenChecks;
  private final long bytesBetweenChecks;
  private long rows;
  private long groupFirstRow;
  private long nextCheck;
  private long bytesSinceCheck;
  private int filled;

  RowWriter(RowWriterBuilder options) {
    this.rowGroupBytes = options.rowGroupBytes();
    this.rowGroupRows = options.rowGroupRows();
    this.groups = new RowGroups(options);
    this.columns = groups.columns();
    this.rowsBetweenChecks = Math.max(1, Math.min(1024, VALUES_BETWEEN_CHECKS / columns.length));
    this.bytesBetweenChecks = Math.min(BYTES_BETWEEN_CHECKS, rowGroupBytes / 64);
    this.nextCheck = Math.min(rowsBetweenChecks, rowGroupRows);
  }

  /**
   * Begins to describe a file.
   *
   * @param out where the file goes, from its first byte on
   * @param schema the rows
   */
  public static RowWriterBuilder to(OutputStream out, MessageType schema) {
    return new RowWriterBuilder(out, schema);
  }

  /** Sets a BOOLEAN column of the row. */
  public void setBoolean(int column, boolean value) {
    start(column, PrimitiveTypeName.BOOLEAN).add(value ? 1 : 0);
  }

  /** Sets an INT32 column of the row; unsigned types take the bits. */
  public void setInt(int column, int value) {
    start(column, PrimitiveTypeName.INT32).add(value);
  }

  /** Sets an INT64 column of the row; unsigned types take the bits. */
  public void setLong(int column, long value) {
    start(column, PrimitiveTypeName.INT64).add(value);
  }

  /** Sets a FLOAT column of the row. */
  public void setFloat(int column, float value) {
    start(column, PrimitiveTypeName.FLOAT).add(Float.floatToRawIntBits(value));
  }

  /** Sets a DOUBLE column of the row. */
  public void setDouble(int column, double value) {
    start(column, PrimitiveTypeName.DOUBLE).add(Double.doubleToRawLongBits(value));
  }

  /** Sets a BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY column of the row; the bytes are copied. */
  public void setBinary(int column, byte[] bytes, int offset, int length) {
    ColumnWriter writer = columns[column];
    writer.requireLength(length);
    writer.startFlat(rows);
    filled++;
    bytesSinceCheck += length;
    writer.add(bytes, offset, length);
  }

  /** Sets an optional column of the row to null. */
  public void setNull(int column) {
    columns[column].addNull(rows);
    filled++;
  }

  /** Adds a value to a nested BOOLEAN column, at a repetition level (0 for the first of a row). */
  public void addBoolean(int column, int repetition, boolean value) {
    startNested(column, repetition, PrimitiveTypeName.BOOLEAN).add(value ? 1 : 0);
  }

  /** Adds a value to a nested INT32 column, at a repetition level (0 for the first of a row). */
  public void addInt(int column, int repetition, int value) {
    startNested(column, repetition, PrimitiveTypeName.INT32).add(value);
  }

  /** Adds a value to a nested INT64 column, at a repetition level (0 for the first of a row). */
  public void addLong(int column, int repetition, long value) {
    startNested(column, repetition, PrimitiveTypeName.INT64).add(value);
  }

  /** Adds a value to a nested FLOAT column, at a repetition level (0 for the first of a row). */
  public void addFloat(int column, int repetition, float value) {
    startNested(column, repetition, PrimitiveTypeName.FLOAT).add(Float.floatToRawIntBits(value));
  }

  /** Adds a value to a nested DOUBLE column, at a repetition level (0 for the first of a row). */
  public void addDouble(int column, int repetition, double value) {
    startNested(column, repetition, PrimitiveTypeName.DOUBLE)
        .add(Double.doubleToRawLongBits(value));
  }

  /** Adds a value to a nested binary column, at a repetition level (0 for the first of a row). */
  public void addBinary(int column, int repetition, byte[] bytes, int offset, int length) {
    ColumnWriter writer = columns[column];
    writer.requireLength(length);
    startNested(writer, repetition, writer.maxDefinition());
    bytesSinceCheck += length;
    writer.add(bytes, offset, length);
  }

  /**
   * Adds what is not there to a nested column: a null, an empty list, a missing group.
   *
   * @param repetition repetition level, 0 for the first of a row
   * @param definition how many optional and repeated fields of the column's path are there; less
   *     than all
   */
  public void addNull(int column, int repetition, int definition) {
    ColumnWriter writer = columns[column];
    if (definition >= writer.maxDefinition()) {
      throw new IllegalArgumentException(
          "column " + writer.name() + ": definition level " + definition + " is a value's");
    }
    startNested(writer, repetition, definition);
  }

  private ColumnWriter start(int column, PrimitiveTypeName type) {
    ColumnWriter writer = columns[column];
    writer.requireType(type);
    writer.startFlat(rows);
    filled++;
    return writer;
  }

  private ColumnWriter startNested(int column, int repetition, PrimitiveTypeName type) {
    ColumnWriter writer = columns[column];
    writer.requireType(type);
    startNested(writer, repetition, writer.maxDefinition());
    return writer;
  }

  private void startNested(ColumnWriter writer, int repetition, int definition) {
    writer.startNested(rows, repetition, definition);
    if (repetition == 0) {
      filled++;
    }
  }

  /**
   * Ends the row, and the row group if it is large enough.
   *
   * @throws IllegalStateException if a column has no value, not even a null
   */
  public void endRow() throws IOException {
    if (filled != columns.length) {
      throw new IllegalStateException(missing());
    }
    rows++;
    filled = 0;
    if (rows >= nextCheck || bytesSinceCheck >= bytesBetweenChecks) {
      check();
    }
  }

  private String missing() {
    for (ColumnWriter column : columns) {
      if (!column.has(rows)) {
        return "column " + column.name() + " has no value in row " + rows;
      }
    }
    throw new AssertionError("all columns have a value");
  }

  private void check() throws IOException {
    bytesSinceCheck = 0;
    if (rows - groupFirstRow >= rowGroupRows || groups.estimatedBytes() >= rowGroupBytes) {
      groups.end(rows - groupFirstRow);
      groupFirstRow = rows;
    }
    long rowsLeft = rowGroupRows - (rows - groupFirstRow);
    nextCheck = rows + Math.min(rowsBetweenChecks, rowsLeft);
  }

  /** Bytes of memory held now, for rows that are not in the file yet and for reuse. */
  public long bufferedBytes() {
    return groups.memory();
  }

  /**
   * Writes what is still open and the footer, and flushes the stream.
   *
   * @throws IllegalStateException if a row has begun but not ended
   */
  public Summary finish() throws IOException {
    if (filled != 0) {
      throw new IllegalStateException("row " + rows + " has begun but not ended");
    }
    if (rows > groupFirstRow) {
      groups.end(rows - groupFirstRow);
      groupFirstRow = rows;
    }
    return groups.finish(rows);
  }

  /** Releases memory; unless {@link #finish} came before, the file stays without a footer. */
  @Override
  public void close() {
    groups.close();
  }
}
