package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.PgCatalog;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.ValueOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.Type;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** A relation or query that was exported, which DuckDB reads. */
record Exported(Path path, PgRows rows) implements AutoCloseable {
  /** One for all files, since it takes longer to start than to read them. */
  private static final class DuckDb {
    static final Connection CONNECTION = start();

    private static Connection start() {
      try {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Sql.run(connection, "set timezone = 'UTC'");
        return connection;
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  static Exported relation(Connection connection, String relation, ValueOptions options)
      throws SQLException, IOException {
    return of(connection, relation, columns(connection, relation), options);
  }

  static Exported relation(Connection connection, String relation)
      throws SQLException, IOException {
    return relation(connection, relation, ValueOptions.defaults());
  }

  static Exported query(Connection connection, String query) throws SQLException, IOException {
    List<PgColumn> columns = PgCatalog.of(connection).columnsOfQuery(query);
    return of(connection, "(" + query + ") q", columns, ValueOptions.defaults());
  }

  static List<PgColumn> columns(Connection connection, String relation) throws SQLException {
    String oid = Sql.cell(connection, "select '" + relation + "'::regclass::oid");
    return PgCatalog.of(connection).columnsOf(Long.parseLong(oid));
  }

  static Exported of(
      Connection connection, String from, List<PgColumn> columns, ValueOptions options)
      throws SQLException, IOException {
    PgRows rows = PgRows.of(columns, options);
    Path path = Files.createTempFile("postgres", ".parquet");
    try (InputStream in = copy(connection, rows, from);
        CopyTuples tuples = CopyTuples.of(in, columns.size());
        OutputStream out = Files.newOutputStream(path);
        RowWriter writer = RowWriter.to(out, rows.schema()).metadata(rows.metadata()).open()) {
      while (tuples.next()) {
        rows.write(tuples, writer);
        writer.endRow();
      }
      writer.finish();
    }
    return new Exported(path, rows);
  }

  static InputStream copy(Connection connection, PgRows rows, String from) throws SQLException {
    for (String setting : PgRows.sessionSettings()) {
      Sql.run(connection, setting);
    }
    return new PGCopyInputStream(
        connection.unwrap(PGConnection.class),
        "copy (select " + rows.selectList() + " from " + from + ") to stdout (format binary)");
  }

  Type schema(String column) {
    return rows.schema().getType(column);
  }

  /** Runs a query in DuckDB, {@code $file} standing for the file; cells as strings. */
  List<List<String>> duckdb(String query) throws SQLException {
    return Sql.rows(DuckDb.CONNECTION, query.replace("$file", "'" + path + "'"));
  }

  /** The values of an expression over the file, in the order of its rows. */
  List<String> column(String expression) throws SQLException {
    List<String> values = new ArrayList<>();
    duckdb("select " + expression + " from $file").forEach(row -> values.add(row.get(0)));
    return values;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
