package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports the rows of a unit by a COPY of its own, and checks their number with the server's. */
public final class PgUnitExport implements UnitExport<PgUnit> {
  private static final Logger LOG = LoggerFactory.getLogger(PgUnitExport.class);
  private static final int ROWS_BETWEEN_COUNTS = 10_000;

  private final PgExport export;

  public PgUnitExport(PgExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(PgUnit unit) {
    return unit.id();
  }

  @Override
  public UnitOutcome export(PgUnit unit, UnitOutput output) throws IOException {
    try (ReadTransaction transaction = begin(unit)) {
      return copy(unit, transaction.connection(), output, snapshot(unit, transaction, output));
    } catch (SQLException e) {
      throw SqlFailures.wrap("export " + unit.id(), e);
    }
  }

  /** Sees what all units see, unless that snapshot is no more. */
  private ReadTransaction begin(PgUnit unit) throws SQLException {
    String name = export.applicationName(unit.id());
    if (!export.snapshot().isNone()) {
      Optional<ReadTransaction> shared =
          ReadTransaction.beginAt(export.snapshot(), export.connection(), name);
      if (shared.isPresent()) {
        return shared.get();
      }
      LOG.warn(
          "Unit {} is read in a snapshot of its own: {} is no more", unit.id(), export.snapshot());
    }
    return ReadTransaction.begin(export.connection(), name);
  }
}
