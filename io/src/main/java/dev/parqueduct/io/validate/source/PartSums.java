package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict.Comparison;
import dev.parqueduct.io.validate.source.TableParts.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fingerprints of a table by its parts, from one scan.
 *
 * @param total of the whole table
 * @param sums one a part
 */
record PartSums(Fingerprint total, List<Part> parts, List<Fingerprint> sums) {
  static PartSums read(
      Connection connection,
      FingerprintSql sql,
      SourceTable table,
      TableParts cut,
      HashScheme scheme)
      throws SQLException {
    List<Part> parts = cut.parts();
    if (parts.size() == 1) {
      Fingerprint whole = TableComparison.fingerprint(connection, sql, table.from());
      return new PartSums(whole, parts, List.of(whole));
    }
    List<Fingerprint> sums = new ArrayList<>();
    parts.forEach(part -> sums.add(Fingerprint.none(scheme)));
    Fingerprint total = Fingerprint.none(scheme);
    String query =
        "SELECT "
            + cut.number()
            + ", "
            + String.join(", ", sql.aggregates())
            + " FROM "
            + table.from()
            + " GROUP BY 1";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        Fingerprint sum = sql.read(rows, 2);
        sums.set(rows.getInt(1), sum);
        total = total.plus(sum);
      }
    }
    return new PartSums(total, parts, sums);
  }

  /**
   * Units and files beside what they should hold. In a table that is equal as a whole, parts that
   * are not say only that rows have moved to other blocks, and are left out.
   */
  List<Comparison> comparisons(List<FileVerdict> files, boolean equal) {
    Map<String, Fingerprint> inFiles = new TreeMap<>();
    files.forEach(file -> inFiles.put(file.path(), file.fingerprint()));
    Map<String, Fingerprint> units = new LinkedHashMap<>();
    Map<String, Fingerprint> unitsInFiles = new TreeMap<>();
    Map<String, Long> partsOfUnits =
        parts.stream().collect(Collectors.groupingBy(Part::unit, Collectors.counting()));
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Fingerprint source = sums.get(i);
      Fingerprint found = Fingerprint.none(source.scheme());
      for (String path : part.files()) {
        found = found.plus(inFiles.get(path));
      }
      units.merge(part.unit(), source, Fingerprint::plus);
      unitsInFiles.merge(part.unit(), found, Fingerprint::plus);
      List<String> paths = part.files();
      // Where one key ends a file and begins the next, only both together can be compared.
      if (paths.size() == 1 || (paths.size() > 1 && partsOfUnits.get(part.unit()) > 1)) {
        String what = (paths.size() == 1 ? "file " : "files ") + String.join(", ", paths);
        comparisons.add(comparison(what, source, found));
      }
    }
    List<Comparison> all = new ArrayList<>();
    units.forEach(
        (unit, source) -> {
          if (!unit.isEmpty()) {
            all.add(comparison("unit " + unit, source, unitsInFiles.get(unit)));
          }
        });
    all.addAll(comparisons);
    all.removeIf(comparison -> equal && !comparison.equal());
    return all;
  }

  private static Comparison comparison(String part, Fingerprint source, Fingerprint found) {
    return new Comparison(part, source.rows(), found.rows(), found.equals(source));
  }
}
