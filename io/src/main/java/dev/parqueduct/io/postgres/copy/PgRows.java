package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.ColumnsJson;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.ValueOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Turns the rows of a binary COPY into rows of a Parquet file, value by value, with no object for a
 * row or a value. Not for use by several threads.
 *
 * <ul>
 *   <li>Text, {@code name} and XML are STRING, enumerations ENUM, JSON is JSON, {@code bytea}
 *       BINARY;
 *   <li>{@code numeric(p,s)} and {@code money} are DECIMAL, {@code oid} is INT64;
 *   <li>{@code timetz} is a group of time (local) and utc_offset (seconds east), {@code interval}
 *       one of months, days and micros;
 *   <li>arrays are lists, composites groups, ranges groups of lower, upper, lower_inclusive,
 *       upper_inclusive and empty, where a bound that is missing is null, multiranges lists of
 *       such;
 *   <li>bits are strings of 0 and 1, addresses what the server prints of them, and so is all else.
 * </ul>
 */
public final class PgRows {
  /** The key of the file's metadata that has the columns as JSON, see {@link ColumnsJson}. */
  public static final String COLUMNS_KEY = "parqueduct.postgres.columns";

  private final List<PgColumn> columns;
  private final MessageType schema;
  private final String selectList;
  private final ValueDecoder[] decoders;
  private final boolean mayLose;

  private PgRows(List<PgColumn> columns, ValueOptions options) {
    TypePolicies policies = new TypePolicies(options);
    TypeMapping mapping = new TypeMapping(options);
    List<PgColumn> exported = new ArrayList<>();
    List<Type> fields = new ArrayList<>();
    this.decoders = new ValueDecoder[columns.size()];
    for (PgColumn column : columns) {
      PgColumn as =
          new PgColumn(
              column.name(),
              policies.exported(column.type()),
              column.notNull(),
              column.conversion());
      Mapped mapped = mapping.column(as);
      decoders[fields.size()] = mapped.decoder();
      fields.add(mapped.type());
      exported.add(as);
    }
    checkNames(columns);
    this.columns = List.copyOf(exported);
    this.mayLose = exported.stream().anyMatch(column -> mapping.mayLose(column.type()));
    this.schema = new MessageType("row", fields);
    this.selectList =
        exported.stream()
            .map(column -> SelectExpression.of(column, options.invalidText()))
            .collect(Collectors.joining(", "));
  }

  /**
   * Prepares for the rows of a relation or query.
   *
   * @throws IllegalArgumentException when there are no columns, two of one name, or one that cannot
   *     be exported under these options
   */
  public static PgRows of(List<PgColumn> columns, ValueOptions options) {
    return new PgRows(columns, options);
  }

  private static void checkNames(List<PgColumn> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("there are no columns to export");
    }
    Set<String> names = new HashSet<>();
    for (PgColumn column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("there are two columns named " + column.name());
      }
    }
  }

  /** The columns as they are exported: what the options make text is {@code AsText}. */
  public List<PgColumn> columns() {
    return columns;
  }

  /** Whether values may become null because the options allow it: the file does not have them. */
  public boolean mayLose() {
    return mayLose;
  }

  /** The rows of the file. */
  public MessageType schema() {
    return schema;
  }

  /** The expressions to select, in order, for {@code COPY (SELECT … FROM …)}. */
  public String selectList() {
    return selectList;
  }

  /** What the file should say about its columns: key-value metadata. */
  public Map<String, String> metadata() {
    return Map.of(COLUMNS_KEY, ColumnsJson.write(columns));
  }

  /**
   * Sets all columns of a row; to end the row is the caller's part.
   *
   * @throws RowException when the row is damaged, or a policy stops it; the row in the file is then
   *     incomplete, and the file cannot be finished
   */
  public void write(CopyTuples tuple, RowWriter out) throws IOException {
    if (tuple.fields() != decoders.length) {
      throw new IllegalArgumentException(
          "rows of " + tuple.fields() + " fields for " + decoders.length + " columns");
    }
    byte[] bytes = tuple.buffer();
    int column = 0;
    try {
      for (; column < decoders.length; column++) {
        int length = tuple.length(column);
        if (length < 0) {
          decoders[column].nothing(0, out);
        } else {
          decoders[column].value(bytes, tuple.offset(column), length, 0, out);
        }
      }
    } catch (BadValueException | IllegalArgumentException e) {
      throw new RowException(
          "row " + tuple.row() + ", column " + columns.get(column).name() + ": " + e.getMessage(),
          e);
    }
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
}
