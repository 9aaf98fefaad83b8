package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgCatalog;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.connect.ServerInfo;
import dev.parqueduct.io.report.RunFailedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts tables into units of at most about {@code unitBytes}, by what the server's planner knows of
 * them. Rows that are stored as they come are cut by blocks; rows that are ordered by values of
 * their timestamp, so that each unit is a piece of the whole order.
 */
final class TablePlanner {
  /** Without an index every unit reads the whole table; more of them than this are not worth it. */
  private static final int MOST_SCANS = 4;

  /**
   * Units of a table are a multiple of this, so that two or four workers have the same number of
   * them: of five units on two workers the last would run alone. Not the number of cores, or the
   * files would depend on the machine.
   */
  private static final int EVEN = 4;

  private final Connection connection;
  private final ServerInfo server;
  private final PlanSettings settings;

  TablePlanner(Connection connection, ServerInfo server, PlanSettings settings) {
    this.connection = requireNonNull(connection, "connection");
    this.server = requireNonNull(server, "server");
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * @throws RunFailedException when the table cannot be exported in the order that is asked for
   */
  PlannedTable plan(Relation relation) throws SQLException {
    TableSource source = TableSource.of(relation);
    List<PgColumn> columns = converted(columns(source, relation));
    settings.order().check(source.fullName(), columns);
    TableStatistics statistics =
        relation.kind().hasBlocks()
            ? TableStatistics.of(relation, connection)
            : TableStatistics.NONE;
    return new PlannedTable(
        source,
        statistics.fileNode(),
        statistics.rows(),
        statistics.bytes(),
        columns,
        settings.order(),
        settings.order().isAsStored()
            ? blocks(statistics)
            : keys(relation, statistics, isNullable(columns)));
  }

  PlannedTable plan(NamedQuery query) throws SQLException {
    TableSource source = TableSource.of(query);
    List<PgColumn> columns = converted(PgCatalog.of(connection).columnsOfQuery(query.sql()));
    settings.order().check(query.name(), columns);
    return new PlannedTable(
        source,
        0,
        -1,
        0,
        columns,
        settings.order(),
        settings.order().isAsStored()
            ? List.of(UnitRange.whole())
            : withNulls(List.of(), isNullable(columns)));
  }

  private List<PgColumn> columns(TableSource source, Relation relation) throws SQLException {
    try {
      return PgCatalog.of(connection).columnsOf(relation.oid());
    } catch (IllegalArgumentException e) {
      throw RunFailedException.failed(
          source.fullName() + " has no columns, and no file can hold its rows.");
    }
  }

  private List<PgColumn> converted(List<PgColumn> columns) {
    Set<String> base64url = settings.base64urlColumns();
    return columns.stream()
        .map(
            column ->
                base64url.contains(column.name())
                    ? new PgColumn(
                        column.name(),
                        column.type(),
                        column.notNull(),
                        PgColumn.Conversion.BASE64URL_BYTES)
                    : column)
        .toList();
  }

  private boolean isNullable(List<PgColumn> columns) {
    return !columns.get(settings.order().timestampField(columns)).notNull();
  }

  private List<UnitRange> blocks(TableStatistics statistics) {
    long units = server.scansBlockRanges() ? units(statistics) : 1;
    if (units <= 1) {
      return List.of(UnitRange.whole());
    }
    List<UnitRange> ranges = new ArrayList<>();
    String from = "";
    for (long i = 1; i < units; i++) {
      String to = String.valueOf(statistics.blocks() * i / units);
      ranges.add(new UnitRange(UnitRange.Kind.BLOCKS, from, to));
      from = to;
    }
    ranges.add(new UnitRange(UnitRange.Kind.BLOCKS, from, ""));
    return ranges;
  }

  private long units(TableStatistics statistics) {
    long bytes = settings.unitBytes();
    long units = (statistics.bytes() + bytes - 1) / bytes;
    if (units > 1) {
      units = (units + EVEN - 1) / EVEN * EVEN;
    }
    return Math.min(statistics.blocks(), units);
  }

  private List<UnitRange> keys(Relation relation, TableStatistics statistics, boolean nullable)
      throws SQLException {
    int units = (int) Math.min(Integer.MAX_VALUE, units(statistics));
    if (units <= 1) {
      return withNulls(List.of(), nullable);
    }
    String column = settings.order().timestampColumn();
    if (!TableStatistics.isIndexed(relation, column, connection)) {
      units = Math.min(units, MOST_SCANS);
    }
    List<String> values = TableStatistics.histogram(relation, column, connection);
    if (values.size() <= units) {
      values = statistics.sample(relation, column, units, connection);
    }
    return withNulls(cuts(values, units), nullable);
  }

  /** The values at which units begin, without the least. */
  static List<String> cuts(List<String> values, int units) {
    List<String> cuts = new ArrayList<>();
    for (int i = 1; i < units && values.size() > 1; i++) {
      String cut = values.get((int) ((long) i * (values.size() - 1) / units));
      if (!cut.equals(values.get(0)) && !cuts.contains(cut)) {
        cuts.add(cut);
      }
    }
    return cuts;
  }

  private static List<UnitRange> withNulls(List<String> cuts, boolean nullable) {
    if (cuts.isEmpty() && !nullable) {
      return List.of(UnitRange.whole());
    }
    List<UnitRange> ranges = new ArrayList<>();
    String from = "";
    for (String to : cuts) {
      ranges.add(new UnitRange(UnitRange.Kind.KEYS, from, to));
      from = to;
    }
    ranges.add(new UnitRange(UnitRange.Kind.KEYS, from, ""));
    if (nullable) {
      ranges.add(UnitRange.nulls());
    }
    return ranges;
  }
}
