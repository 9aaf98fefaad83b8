package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a table that is exported by one statement.
 *
 * @param number among the units of the table, from 0
 * @param found files in the output that say that they are of this unit, which the ledger does not
 *     know to be done
 */
public record PgUnit(
    TableSource source,
    List<PgColumn> columns,
    RowOrder order,
    UnitRange range,
    int number,
    List<String> found)
    implements Serializable {
  public PgUnit {
    requireNonNull(source, "source");
    requireNonNull(order, "order");
    requireNonNull(range, "range");
    columns = new ArrayList<>(columns);
    found = new ArrayList<>(found);
  }

  /** The same unit, with files that say that they are of it. */
  public PgUnit withFound(List<String> files) {
    return new PgUnit(source, columns, order, range, number, files);
  }

  /** Unique in an output, the same in every run, fit for a file name. */
  public String id() {
    return String.format("%s-%04d", source.id(), number);
  }

  /** The id of the table that a unit belongs to. */
  public static String tableOf(String unitId) {
    int dash = unitId.lastIndexOf('-');
    return dash < 0 ? unitId : unitId.substring(0, dash);
  }

  /** Whether its rows are in the order that names tell. */
  public boolean isOrdered() {
    return !order.isAsStored() && range.kind() != UnitRange.Kind.NULLS;
  }

  /**
   * The query for its rows.
   *
   * @param selectList expressions of the columns
   */
  public String select(String selectList) {
    String orderBy = order.orderBy(columns);
    return "SELECT "
        + selectList
        + " FROM "
        + fromWhere()
        + (orderBy.isEmpty() ? "" : " ORDER BY " + orderBy);
  }

  /** What follows FROM in a query for the first of its rows in their order. */
  public String fromFirst(long rows) {
    return "(SELECT * FROM "
        + fromWhere()
        + " ORDER BY "
        + order.orderBy(columns)
        + " LIMIT "
        + rows
        + ") AS first_rows";
  }

  /** What follows FROM in a query for its rows. */
  public String fromWhere() {
    String where = order.where(range, columns);
    return source.from() + (where.isEmpty() ? "" : " WHERE " + where);
  }
}
