package dev.parqueduct.io.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads from the catalog of a database what the columns of relations and queries are. */
public final class PgCatalog {
  private final Connection connection;

  private PgCatalog(Connection connection) {
    this.connection = connection;
  }

  /** The catalog that a connection sees; the connection stays its owner's. */
  public static PgCatalog of(Connection connection) {
    return new PgCatalog(connection);
  }

  /**
   * The columns of a relation, in order.
   *
   * @param oid of a table, partition, view, materialized view or foreign table
   */
  public List<PgColumn> columnsOf(long oid) throws SQLException {
    return notYet(connection + " " + oid);
  }

  /** The columns of a query, in order; it is described, not run. */
  public List<PgColumn> columnsOfQuery(String select) throws SQLException {
    return notYet(select);
  }

  private static List<PgColumn> notYet(String what) {
    throw new UnsupportedOperationException(what);
  }
}
