package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows written to a Parquet file, which DuckDB reads. */
final class Exported implements AutoCloseable {
  private final TableRows rows;
  private final Path path;
  private final OutputStream stream;
  private final RowWriter writer;

  Exported(TableInfo table, RowOptions options) throws IOException {
    this.rows = TableRows.of(table, options);
    this.path = Files.createTempFile("tidb", ".parquet");
    this.stream = Files.newOutputStream(path);
    this.writer = RowWriter.to(stream, rows.schema()).metadata(rows.metadata()).open();
  }

  static Exported of(TestTable table, RowOptions options) throws IOException {
    return new Exported(table.info(), options);
  }

  /** Adds a row of the table with a number for its handle. */
  Exported row(long handle, byte[] value) throws IOException {
    return row(Keys.record(TestTable.ID, handle), value);
  }

  Exported row(byte[] key, byte[] value) throws IOException {
    rows.write(key, key.length, value, 0, value.length, 1L << 18, writer);
    writer.endRow();
    return this;
  }

  Exported delete(byte[] key) throws IOException {
    rows.writeDelete(key, key.length, 1L << 18, writer);
    writer.endRow();
    return this;
  }

  Map<String, Long> counters() {
    return rows.counters();
  }

  String schema() {
    return rows.schema().toString();
  }

  /** Ends the file. */
  Path finish() throws IOException {
    writer.finish();
    stream.flush();
    return path;
  }

  /** Ends the file and reads it back; cells as strings, null as null. */
  List<List<String>> read(String columns) throws IOException, SQLException {
    finish();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set timezone = 'UTC'");
      ResultSet result = statement.executeQuery("select " + columns + " from '" + path + "'");
      List<List<String>> read = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        read.add(row);
      }
      return read;
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
    stream.close();
    Files.deleteIfExists(path);
  }
}
