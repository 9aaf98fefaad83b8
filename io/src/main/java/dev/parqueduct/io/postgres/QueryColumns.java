package dev.parqueduct.io.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

/**
 * Asks the server to describe a query. JDBC's metadata leaves out type modifiers, so this goes a
 * layer below it.
 */
final class QueryColumns {
  private static final int DESCRIBE =
      QueryExecutor.QUERY_ONESHOT
          | QueryExecutor.QUERY_DESCRIBE_ONLY
          | QueryExecutor.QUERY_SUPPRESS_BEGIN;

  private QueryColumns() {}

  /**
   * A column of a query.
   *
   * @param type its oid
   * @param table the oid of the table whose column it shows, else 0
   * @param number of that column
   */
  record Described(String name, long type, int typmod, long table, int number) {}

  private static final class Description extends ResultHandlerBase {
    private final List<Described> columns = new ArrayList<>();

    @Override
    public void handleResultRows(
        Query query, Field[] fields, List<Tuple> tuples, ResultCursor cursor) {
      for (Field field : fields) {
        columns.add(
            new Described(
                field.getColumnLabel(),
                Integer.toUnsignedLong(field.getOID()),
                field.getMod(),
                Integer.toUnsignedLong(field.getTableOid()),
                field.getPositionInTable()));
      }
    }

    @Override
    public void handleWarning(SQLWarning warning) {
      // Nothing is run that could matter.
    }
  }

  static List<Described> describe(Connection connection, String select) throws SQLException {
    QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
    Description description = new Description();
    Query query = executor.createSimpleQuery(select);
    executor.execute(query, query.createParameterList(), description, 0, 0, DESCRIBE);
    if (description.columns.isEmpty()) {
      throw new IllegalArgumentException("a query that has no columns: " + select);
    }
    return description.columns;
  }
}
