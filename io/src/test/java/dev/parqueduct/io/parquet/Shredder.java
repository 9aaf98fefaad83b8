package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.GroupWriter;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Lets parquet-java take nested rows apart, and hands the values with their levels to a writer. */
public final class Shredder implements ColumnWriteStore {
  private final Map<List<String>, ColumnWriter> columns = new HashMap<>();

  private Shredder(RowWriter writer, MessageType schema) {
    int number = 0;
    for (ColumnDescriptor column : schema.getColumns()) {
      columns.put(List.of(column.getPath()), new Column(writer, number++));
    }
  }

  public static void write(RowWriter writer, MessageType schema, Iterable<Group> rows)
      throws IOException {
    RecordConsumer consumer =
        new ColumnIOFactory().getColumnIO(schema).getRecordWriter(new Shredder(writer, schema));
    GroupWriter groups = new GroupWriter(consumer, schema);
    for (Group row : rows) {
      groups.write(row);
      // Runs of nulls are held back until then.
      consumer.flush();
      writer.endRow();
    }
  }

  @Override
  public ColumnWriter getColumnWriter(ColumnDescriptor path) {
    return columns.get(List.of(path.getPath()));
  }

  @Override
  public void flush() {}

  @Override
  public void endRecord() {}

  @Override
  public long getAllocatedSize() {
    return 0;
  }

  @Override
  public long getBufferedSize() {
    return 0;
  }

  @Override
  public String memUsageString() {
    return "";
  }

  @Override
  public void close() {}

  private record Column(RowWriter writer, int number) implements ColumnWriter {
    @Override
    public void write(int value, int repetition, int definition) {
      writer.addInt(number, repetition, value);
    }

    @Override
    public void write(long value, int repetition, int definition) {
      writer.addLong(number, repetition, value);
    }

    @Override
    public void write(boolean value, int repetition, int definition) {
      writer.addBoolean(number, repetition, value);
    }

    @Override
    public void write(Binary value, int repetition, int definition) {
      byte[] bytes = value.getBytes();
      writer.addBinary(number, repetition, bytes, 0, bytes.length);
    }

    @Override
    public void write(float value, int repetition, int definition) {
      writer.addFloat(number, repetition, value);
    }

    @Override
    public void write(double value, int repetition, int definition) {
      writer.addDouble(number, repetition, value);
    }

    @Override
    public void writeNull(int repetition, int definition) {
      writer.addNull(number, repetition, definition);
    }

    @Override
    public long getBufferedSizeInMemory() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
