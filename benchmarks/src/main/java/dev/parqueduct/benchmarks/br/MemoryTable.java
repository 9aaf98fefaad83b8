package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of a Parquet file without nested columns, in arrays: writing them costs nothing else.
 */
final class MemoryTable {
  private final MessageType schema;
  private final int rows;
  private final MemoryColumn[] columns;

  private MemoryTable(MessageType schema, int rows, MemoryColumn[] columns) {
    this.schema = schema;
    this.rows = rows;
    this.columns = columns;
  }

  static MemoryTable read(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      int rows = Math.toIntExact(reader.getRecordCount());
      List<ColumnDescriptor> descriptors = schema.getColumns();
      MemoryColumn[] columns =
          descriptors.stream()
              .map(each -> new MemoryColumn(each, rows))
              .toArray(MemoryColumn[]::new);
      String writer = reader.getFileMetaData().getCreatedBy();
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        ColumnReadStoreImpl values =
            new ColumnReadStoreImpl(group, new Unused(schema), schema, writer);
        for (int i = 0; i < columns.length; i++) {
          ColumnReader column = values.getColumnReader(descriptors.get(i));
          for (long row = group.getRowCount(); row > 0; row--) {
            columns[i].add(column);
            column.consume();
          }
        }
      }
      return new MemoryTable(schema, rows, columns);
    }
  }

  MessageType schema() {
    return schema;
  }

  int rows() {
    return rows;
  }

  void write(int row, RowWriter writer) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].write(row, i, writer);
    }
  }

  /** Values of a column, of one of the types. */
  private static final class MemoryColumn {
    private final ColumnDescriptor descriptor;
    private final boolean[] present;
    private final long[] numbers;
    private final double[] reals;
    private final int[] ends;
    private byte[] bytes;
    private int count;

    MemoryColumn(ColumnDescriptor descriptor, int rows) {
      this.descriptor = descriptor;
      this.present = new boolean[rows];
      boolean real =
          switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case FLOAT, DOUBLE -> true;
            default -> false;
          };
      boolean binary =
          switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> true;
            default -> false;
          };
      this.numbers = new long[real || binary ? 0 : rows];
      this.reals = new double[real ? rows : 0];
      this.ends = new int[binary ? rows + 1 : 0];
      this.bytes = new byte[binary ? 1 << 20 : 0];
    }

    void add(ColumnReader at) {
      int row = count++;
      present[row] = at.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel();
      if (ends.length > 0) {
        ends[row + 1] = ends[row];
      }
      if (!present[row]) {
        return;
      }
      switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
        case BOOLEAN -> numbers[row] = at.getBoolean() ? 1 : 0;
        case INT32 -> numbers[row] = at.getInteger();
        case INT64 -> numbers[row] = at.getLong();
        case FLOAT -> reals[row] = at.getFloat();
        case DOUBLE -> reals[row] = at.getDouble();
        default -> append(row, at.getBinary());
      }
    }

    private void append(int row, Binary value) {
      int end = ends[row] + value.length();
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
      }
      value.toByteBuffer().get(bytes, ends[row], value.length());
      ends[row + 1] = end;
    }

    void write(int row, int column, RowWriter writer) {
      if (!present[row]) {
        writer.setNull(column);
        return;
      }
      switch (descriptor.getPrimitiveType().getPrimitiveTypeName()) {
        case BOOLEAN -> writer.setBoolean(column, numbers[row] != 0);
        case INT32 -> writer.setInt(column, (int) numbers[row]);
        case INT64 -> writer.setLong(column, numbers[row]);
        case FLOAT -> writer.setFloat(column, (float) reals[row]);
        case DOUBLE -> writer.setDouble(column, reals[row]);
        default -> writer.setBinary(column, bytes, ends[row], ends[row + 1] - ends[row]);
      }
    }
  }

  /** Parquet's column readers want converters, and use them only when asked to convert. */
  private static final class Unused extends GroupConverter {
    private final GroupType type;

    Unused(GroupType type) {
      this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
      return type.getType(field).isPrimitive()
          ? new PrimitiveConverter() {}
          : new Unused(type.getType(field).asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
