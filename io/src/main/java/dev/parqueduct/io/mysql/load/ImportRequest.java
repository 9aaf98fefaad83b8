package dev.parqueduct.io.mysql.load;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.mysql.connect.ConnectionSettings;
import dev.parqueduct.io.mysql.table.TableName;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to load, and into what.
 *
 * @param input the folder of an export, or any folder of Parquet files
 * @param output where the record of what is done and the report are kept
 * @param table the table; none to take the one that the files' names tell of
 * @param primaryKey columns that identify a row; none to choose
 * @param indexes columns that get an index of their own; none for the usual ones
 * @param skipped columns that are left out
 * @param secondaryIndexes when secondary indexes are made
 * @param connection how the server is reached
 * @param retries how often a statement is tried again
 * @param batch how much a statement writes
 */
public record ImportRequest(
    String input,
    String output,
    TableName table,
    List<String> primaryKey,
    List<String> indexes,
    List<String> skipped,
    SecondaryIndexes secondaryIndexes,
    ConnectionSettings connection,
    RetryPolicy retries,
    Batch batch)
    implements Serializable {

  /** When secondary indexes are made. */
  public enum SecondaryIndexes {
    /** With the table: they grow while rows are written. */
    BEFORE,
    /** Once all rows are in. */
    AFTER,
    /** Never. */
    NONE
  }

  /**
   * The size of a statement and of a unit.
   *
   * @param rows of a statement at most
   * @param bytes of values in a statement, after which it ends
   * @param unitRows of a unit at least, if the file has more row groups than one
   */
  public record Batch(int rows, int bytes, long unitRows) implements Serializable {}

  public ImportRequest {
    requireNonNull(input, "input");
    requireNonNull(output, "output");
    requireNonNull(table, "table");
    primaryKey = new ArrayList<>(primaryKey);
    indexes = new ArrayList<>(indexes);
    skipped = new ArrayList<>(skipped);
    requireNonNull(secondaryIndexes, "secondaryIndexes");
    requireNonNull(connection, "connection");
    requireNonNull(retries, "retries");
    requireNonNull(batch, "batch");
  }

  /** The full path of a file. */
  public String path(String file) {
    return ObjectStore.join(input, file);
  }

  /** What makes two runs parts of one load. */
  RunShape shape() {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--input", ObjectStore.uri(input));
    shape.put("--table", table.toString());
    shape.put("--host", connection.host());
    shape.put("--port", String.valueOf(connection.port()));
    shape.put("--primaryKey", String.join(",", primaryKey));
    shape.put("--skipColumns", String.join(",", skipped));
    return new RunShape("import-tidb", shape);
  }
}
