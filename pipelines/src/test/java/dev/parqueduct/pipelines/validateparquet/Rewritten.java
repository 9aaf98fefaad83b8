package dev.parqueduct.pipelines.validateparquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Files whose rows somebody changed, with what the files say of themselves left as it was. */
final class Rewritten {
  private Rewritten() {}

  private static final class Groups extends ParquetReader.Builder<Group> {
    Groups(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }

  static List<Group> read(Path file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new Groups(new LocalInputFile(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** A row with another number in one of its columns. */
  static Group with(Group row, String column, long number) {
    Group copy = new SimpleGroup(row.getType());
    for (Type field : row.getType().getFields()) {
      String name = field.getName();
      if (name.equals(column)) {
        copy.add(name, number);
      } else if (row.getFieldRepetitionCount(name) > 0) {
        copy(row, field, copy);
      }
    }
    return copy;
  }

  private static void copy(Group from, Type field, Group to) {
    String name = field.getName();
    if (!field.isPrimitive()) {
      to.add(name, from.getGroup(name, 0));
      return;
    }
    switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> to.add(name, from.getLong(name, 0));
      case INT32 -> to.add(name, from.getInteger(name, 0));
      default -> to.add(name, from.getBinary(name, 0));
    }
  }

  static void rewrite(Path file, Consumer<List<Group>> change) throws IOException {
    InputFile input = new LocalInputFile(file);
    MessageType schema;
    Map<String, String> metadata;
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      schema = reader.getFileMetaData().getSchema();
      metadata = new TreeMap<>(reader.getFileMetaData().getKeyValueMetaData());
    }
    metadata.remove("writer.model.name");
    List<Group> rows = read(file);
    change.accept(rows);
    Path rewritten = file.resolveSibling("rewritten");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(rewritten))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withExtraMetaData(metadata)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    Files.delete(file);
    Files.move(rewritten, file);
  }
}
