package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.plan.SqlNames;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** SQL that drops or detaches a table if, and only if, it holds what the files hold. */
final class DropScript {
  private DropScript() {}

  static String of(
      SourceTable table,
      FingerprintSql sql,
      Fingerprint expected,
      String statement,
      int lockTimeoutSeconds) {
    List<String> aggregates = sql.aggregates();
    List<String> expectations = new ArrayList<>();
    expectations.add(aggregates.get(0) + " = " + expected.rows());
    for (int i = 0; i < expected.sums().size(); i++) {
      expectations.add(
          "mod(mod(coalesce("
              + aggregates.get(i + 1)
              + ", 0), 18446744073709551616) + 18446744073709551616, 18446744073709551616) = "
              + new BigInteger(expected.sums().get(i), 16));
    }
    // Not dollar-quoted, as names may hold anything.
    String query = "SELECT " + String.join("\n    AND ", expectations) + "\n  FROM " + table.from();
    return "BEGIN;\n"
        + "SET LOCAL lock_timeout = '"
        + lockTimeoutSeconds
        + "s';\n"
        + "SET LOCAL row_security = off;\n"
        + "SET LOCAL client_encoding = 'UTF8';\n"
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
}
