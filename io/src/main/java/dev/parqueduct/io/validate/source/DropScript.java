package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.plan.SqlNames;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SQL that drops or detaches a table if, and only if, it holds what the files hold. Whatever was
 * looked at when the script was written is looked at once more when it runs.
 *
 * @param statement that drops or detaches
 */
record DropScript(SourceTable table, String statement, int lockTimeoutSeconds) {
  DropScript {
    requireNonNull(table, "table");
    requireNonNull(statement, "statement");
  }

  /** For a table that must have no rows. */
  String ofEmpty() {
    return script(List.of("count(*) = 0"));
  }

  String of(List<PgColumn> columns, FingerprintSql sql, Fingerprint expected) {
    List<String> aggregates = sql.aggregates();
    List<String> conditions = new ArrayList<>();
    conditions.add(aggregates.get(0) + " = " + expected.rows());
    for (int i = 0; i < expected.sums().size(); i++) {
      conditions.add(
          "mod(mod(coalesce("
              + aggregates.get(i + 1)
              + ", 0), 18446744073709551616) + 18446744073709551616, 18446744073709551616) = "
              + new BigInteger(expected.sums().get(i), 16));
    }
    // Columns that have gone raise anyway.
    conditions.add(
        "NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = "
            + oid()
            + " AND attnum > 0 AND NOT attisdropped AND attname::text NOT IN ("
            + columns.stream()
                .map(column -> SqlNames.literal(column.name()))
                .collect(Collectors.joining(", "))
            + "))");
    return script(conditions);
  }

  private String oid() {
    return SqlNames.literal(table.quoted()) + "::regclass";
  }

  private String script(List<String> conditions) {
    List<String> all = new ArrayList<>(conditions);
    all.add(
        "EXISTS (SELECT FROM pg_class WHERE oid = "
            + oid()
            + " AND relkind = 'r')"
            + " AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = "
            + oid()
            + ")");
    // Not dollar-quoted, as names may hold anything.
    String query = "SELECT " + String.join("\n    AND ", all) + "\n  FROM " + table.from();
    return "BEGIN;\n"
        + local("SET lock_timeout = '" + lockTimeoutSeconds + "s'")
        + local("SET row_security = off")
        + local("SET client_encoding = 'UTF8'")
        + PgRows.sessionSettings().stream().map(DropScript::local).collect(Collectors.joining())
        + "LOCK TABLE "
        + table.from()
        + " IN ACCESS EXCLUSIVE MODE;\n"
        + "DO "
        + SqlNames.literal(
            "DECLARE equal boolean;\nBEGIN\n  EXECUTE "
                + SqlNames.literal(query)
                + " INTO equal;\n  IF equal IS NOT TRUE THEN\n    RAISE EXCEPTION "
                + SqlNames.literal("%")
                + ", "
                + SqlNames.literal(
                    table.fullName() + " differs from its files: nothing was dropped")
                + ";\n  END IF;\nEND;")
        + ";\n"
        + statement
        + ";\nCOMMIT;\n";
  }

  private static String local(String setting) {
    return setting.replaceFirst("^SET ", "SET LOCAL ") + ";\n";
  }
}
