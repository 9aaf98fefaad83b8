package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.hash.RowHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sums up the hashes of the rows of a file, in the way that the server can repeat. */
final class RowFingerprint {
  private static final Logger LOG = LoggerFactory.getLogger(RowFingerprint.class);

  private final List<PgColumn> columns;
  private final HashScheme scheme;
  private final boolean possible;
  private RowHash rows;
  private Fingerprint total;

  private RowFingerprint(List<PgColumn> columns, HashScheme scheme, boolean possible) {
    this.columns = requireNonNull(columns, "columns");
    this.scheme = requireNonNull(scheme, "scheme");
    this.possible = possible;
    this.total = Fingerprint.none(scheme);
  }

  /**
   * For rows that a server of this version sends; where it has no hashes to compare with, or a
   * column's values have none, there are no fingerprints. Nor are there any where values may be
   * lost on purpose: files would not have the fingerprint of what the server sent.
   */
  static RowFingerprint of(String unit, PgRows exported, int serverMajorVersion, int sums) {
    List<PgColumn> columns = exported.columns();
    try {
      HashScheme scheme = new HashScheme(HashMethod.ofServer(serverMajorVersion), sums);
      RowHash probe = RowHash.of(columns, scheme);
      return new RowFingerprint(columns, scheme, probe != null && !exported.mayLose());
    } catch (IllegalArgumentException e) {
      LOG.warn("event=no_fingerprint unit={} {}", unit, e.getMessage());
      return new RowFingerprint(columns, new HashScheme(HashMethod.TEXT_CHAIN, 1), false);
    }
  }

  void add(CopyTuples row) {
    if (!possible) {
      return;
    }
    if (rows == null) {
      rows = RowHash.of(columns, scheme);
    }
    long unused = rows.add(row.buffer(), row.start(), row.offsets(), row.lengths());
  }

  /** The sums of the rows so far by method, as the ledger has them; then forgets the rows. */
  Map<String, String> take() {
    if (rows == null) {
      return Map.of();
    }
    Fingerprint sum = rows.fingerprint();
    rows = null;
    total = total.plus(sum);
    return entry(sum);
  }

  /** The sum of the rows of all files that were taken. */
  Fingerprint total() {
    return total;
  }

  /** A fingerprint as the ledger has it. */
  static Map<String, String> entry(Fingerprint sum) {
    Map<String, String> entry = new TreeMap<>();
    for (int i = 0; i < sum.sums().size(); i++) {
      entry.put(sum.scheme().key(i), sum.sums().get(i));
    }
    return entry;
  }
}
