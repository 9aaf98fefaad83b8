package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A Parquet file of a test, and two readers of others to look at it. */
record WrittenFile(Path path, Summary summary) {
  /** Writes rows to a new file. */
  interface Rows {
    void writeTo(RowWriter writer) throws IOException;
  }

  static WrittenFile of(Path folder, String schema, Rows rows) {
    return of(folder, MessageTypeParser.parseMessageType(schema), UnaryOperator.identity(), rows);
  }

  static WrittenFile of(
      Path folder, MessageType schema, UnaryOperator<RowWriterBuilder> options, Rows rows) {
    try {
      Path path = Files.createTempFile(folder, "rows", ".parquet");
      try (OutputStream out = Files.newOutputStream(path);
          RowWriter writer = options.apply(RowWriter.to(out, schema)).open()) {
        rows.writeTo(writer);
        return new WrittenFile(path, writer.finish());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  /**
   * Runs a query in DuckDB, {@code $file} standing for the file; cells as strings, null as null.
   */
  List<List<String>> duckdb(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.replace("$file", "'" + path + "'"))) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** Opens parquet-java's reader, with verification of page checksums. */
  ParquetFileReader parquetJava() throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(path),
        ParquetReadOptions.builder().usePageChecksumVerification().build());
  }

  /** All rows, assembled by parquet-java. */
  List<Group> groups() throws IOException {
    List<Group> groups = new ArrayList<>();
    try (ParquetFileReader reader = parquetJava()) {
      MessageType schema = reader.getFileMetaData().getSchema();
      MessageColumnIO columns = new ColumnIOFactory().getColumnIO(schema);
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null) {
        RecordReader<Group> records =
            columns.getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          groups.add(records.read());
        }
        pages = reader.readNextRowGroup();
      }
    }
    return groups;
  }
}
