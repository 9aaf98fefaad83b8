package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.ValueOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * Turns the rows of a binary COPY into rows of a Parquet file, value by value, with no object for a
 * row or a value. Not for use by several threads.
 */
public final class PgRows {
  private final List<PgColumn> columns;
  private final ValueOptions options;

  private PgRows(List<PgColumn> columns, ValueOptions options) {
    this.columns = List.copyOf(columns);
    this.options = options;
  }

  /**
   * Prepares for the rows of a relation or query.
   *
   * @throws IllegalArgumentException when a column cannot be exported under these options
   */
  public static PgRows of(List<PgColumn> columns, ValueOptions options) {
    return new PgRows(columns, options);
  }

  /** The columns as they are exported: what the options make text is {@code AsText}. */
  public List<PgColumn> columns() {
    return columns;
  }

  /** The rows of the file. */
  public MessageType schema() {
    return notYet();
  }

  /** The expressions to select, in order, for {@code COPY (SELECT … FROM …)}. */
  public String selectList() {
    return notYet();
  }

  /** What the file should say about its columns: key-value metadata. */
  public Map<String, String> metadata() {
    return notYet();
  }

  /**
   * Sets all columns of a row; to end the row is the caller's part.
   *
   * @throws RowException when the row is damaged, or a policy stops it; the row in the file is then
   *     incomplete, and the file cannot be finished
   */
  public void write(CopyTuples tuple, RowWriter out) throws IOException {
    notYet();
  }

  /**
   * What the session that copies must have set, as statements, so that what the server prints does
   * not depend on the defaults of a database, a role or a driver.
   */
  public static List<String> sessionSettings() {
    return List.of(
        "SET TimeZone TO 'UTC'",
        "SET DateStyle TO 'ISO, YMD'",
        "SET IntervalStyle TO 'postgres'",
        "SET extra_float_digits TO 1",
        "SET bytea_output TO 'hex'");
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> T notYet() {
    throw new UnsupportedOperationException(options.toString());
  }
}
