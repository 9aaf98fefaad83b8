package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict.Comparison;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fingerprints of a table by the units that it was exported in, from one scan.
 *
 * @param total of the whole table
 * @param units by id; empty if the units are not known, or too many
 */
record UnitSums(Fingerprint total, Map<String, Fingerprint> units) {
  private static final int MOST_UNITS = 200;

  static UnitSums whole(Fingerprint total) {
    return new UnitSums(total, Map.of());
  }

  static UnitSums read(
      Connection connection,
      FingerprintSql sql,
      SourceTable table,
      PlannedTable plan,
      HashScheme scheme)
      throws SQLException {
    List<PgUnit> units = plan.units();
    if (units.size() < 2 || units.size() > MOST_UNITS) {
      return whole(TableComparison.fingerprint(connection, sql, table.from()));
    }
    Map<String, Fingerprint> sums = new TreeMap<>();
    units.forEach(unit -> sums.put(unit.id(), Fingerprint.none(scheme)));
    Fingerprint total = Fingerprint.none(scheme);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query(sql, table, units))) {
      while (rows.next()) {
        Fingerprint part = sql.read(rows, 2);
        total = total.plus(part);
        int number = rows.getInt(1);
        if (!rows.wasNull()) {
          sums.put(units.get(number).id(), part);
        }
      }
    }
    return new UnitSums(total, sums);
  }

  private static String query(FingerprintSql sql, SourceTable table, List<PgUnit> units) {
    StringBuilder query = new StringBuilder("SELECT CASE");
    for (int i = 0; i < units.size(); i++) {
      PgUnit unit = units.get(i);
      String where = unit.order().where(unit.range(), unit.columns());
      query.append(" WHEN ").append(where.isEmpty() ? "true" : where).append(" THEN ").append(i);
    }
    return query
        .append(" END, ")
        .append(String.join(", ", sql.aggregates()))
        .append(" FROM ")
        .append(table.from())
        .append(" GROUP BY 1")
        .toString();
  }

  /**
   * The units beside their files. In a table that is equal as a whole, units that are not say only
   * that rows have moved to other blocks, and are left out.
   */
  List<Comparison> comparisons(List<FileVerdict> files, boolean equal) {
    Map<String, Fingerprint> inFiles = new TreeMap<>();
    files.forEach(file -> inFiles.merge(file.unit(), file.fingerprint(), Fingerprint::plus));
    List<Comparison> comparisons = new ArrayList<>();
    units.forEach(
        (unit, source) -> {
          Fingerprint found = inFiles.getOrDefault(unit, Fingerprint.none(source.scheme()));
          if (!equal || found.equals(source)) {
            comparisons.add(
                new Comparison("unit " + unit, source.rows(), found.rows(), found.equals(source)));
          }
        });
    return comparisons;
  }
}
