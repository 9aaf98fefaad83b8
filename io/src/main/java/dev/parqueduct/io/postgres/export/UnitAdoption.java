package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files over into a new ledger when the old one is lost: if the fingerprint of a unit's files
 * is that of the unit's rows on the server, they need not be exported again.
 */
final class UnitAdoption {
  private static final Logger LOG = LoggerFactory.getLogger(UnitAdoption.class);

  private final PgExport export;
  private final FoundFiles found;
  private final UnitSnapshots snapshots;

  UnitAdoption(PgExport export, ObjectStore store, Ledger ledger) {
    this.export = requireNonNull(export, "export");
    this.found = new FoundFiles(store, ledger);
    this.snapshots = new UnitSnapshots(store, ledger);
  }

  /** The unit's entry for files that are there already, if they hold what the server has. */
  Optional<UnitEntry> adopt(PgUnit unit) throws IOException, SQLException {
    if (unit.found().isEmpty()) {
      return Optional.empty();
    }
    try (UnitSession session = UnitSession.begin(unit, export)) {
      Connection connection = session.transaction().connection();
      HashScheme scheme =
          new HashScheme(
              HashMethod.ofServer(connection.getMetaData().getDatabaseMajorVersion()),
              export.sums());
      FoundFiles.Content content = found.read(unit, scheme);
      if (content.files().isEmpty()) {
        return Optional.empty();
      }
      Fingerprint rows = onServer(unit, scheme, connection);
      if (!rows.equals(content.sum())) {
        LOG.warn(
            "event=found_files_differ unit={} The unit is exported again: its {} files hold other"
                + " rows than the server.",
            unit.id(),
            content.files().size());
        return Optional.empty();
      }
      LOG.info("event=unit_found unit={} files={}", unit.id(), content.files().size());
      snapshots.write(unit.id(), session.snapshot());
      return Optional.of(entry(unit, content.files(), rows.rows()));
    } catch (IllegalArgumentException | DamagedFileException e) {
      LOG.warn("event=found_files_unusable unit={} {}", unit.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private Fingerprint onServer(PgUnit unit, HashScheme scheme, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String encoding;
      try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
        encoding = row.next() ? row.getString(1) : "";
      }
      FingerprintSql sql =
          FingerprintSql.of(PgRows.of(unit.columns(), export.values()).columns(), scheme, encoding);
      try (ResultSet row = statement.executeQuery(sql.select(unit.fromWhere()))) {
        if (!row.next()) {
          throw new SQLException("an aggregate without a row");
        }
        return sql.read(row, 1);
      }
    }
  }

  private static UnitEntry entry(PgUnit unit, List<FileEntry> files, long rows) {
    return new UnitEntry(
        unit.id(),
        List.of(new SourceEntry(unit.source().fullName(), 0)),
        files,
        List.of(),
        List.of(),
        new Balance(rows, rows, 0, 0, Map.of()),
        Map.of(),
        Map.of());
  }
}
