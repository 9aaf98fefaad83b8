package dev.parqueduct.io.rawkv;

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
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/** Rows of a test in a Parquet file, read back by DuckDB. */
public record Exported(Path file) {
  /** Writes rows. */
  @FunctionalInterface
  public interface Rows {
    void writeTo(RowWriter row) throws IOException, RejectedEntryException;
  }

  public static Exported of(Path folder, MessageType schema, Rows rows)
      throws IOException, RejectedEntryException {
    Path file = Files.createTempFile(folder, "rows", ".parquet");
    try (OutputStream out = Files.newOutputStream(file);
        RowWriter writer = RowWriter.to(out, schema).open()) {
      rows.writeTo(writer);
      writer.finish();
    }
    return new Exported(file);
  }

  /** An entry of API V1. */
  public static KvOutcome decode(KvRows rows, byte[] key, byte[] value)
      throws RejectedEntryException {
    byte[] stored = new byte[key.length + 1];
    stored[0] = 'z';
    System.arraycopy(key, 0, stored, 1, key.length);
    return decodeStored(rows, stored, value);
  }

  /** An entry as stored, in arrays that go on behind it. */
  public static KvOutcome decodeStored(KvRows rows, byte[] key, byte[] value)
      throws RejectedEntryException {
    byte[] around = new byte[value.length + 9];
    Arrays.fill(around, (byte) 0xee);
    System.arraycopy(value, 0, around, 4, value.length);
    return rows.decode(Arrays.copyOf(key, key.length + 3), key.length, around, 4, value.length);
  }

  /** Runs a query, {@code $file} standing for the file; cells as strings, null as null. */
  public List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.replace("$file", "'" + file + "'"))) {
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
}
