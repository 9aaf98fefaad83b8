package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Exports the rows of a unit by a COPY of its own, and compares their number with the server's. */
public final class PgUnitExport implements UnitExport<PgUnit> {
  /** Key of a file's metadata with the id of the unit that it is of. */
  static final String UNIT_KEY = "parqueduct.unit";

  private final PgExport export;

  public PgUnitExport(PgExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(PgUnit unit) {
    return unit.id();
  }

  @Override
  public Optional<UnitEntry> adopt(PgUnit unit, ObjectStore store, Ledger ledger)
      throws IOException {
    try {
      return new UnitAdoption(export, store, ledger).adopt(unit);
    } catch (SQLException e) {
      throw SqlFailures.wrap("compare the files of " + unit.id(), e);
    }
  }

  @Override
  public UnitOutcome export(PgUnit unit, UnitOutput output) throws IOException {
    PgRows rows = PgRows.of(unit.columns(), export.values());
    try (UnitSession session = UnitSession.begin(unit, export);
        PGCopyInputStream copy = open(unit, rows, session);
        CopyInput input = new CopyInput(ReadLimiter.ofProcess(export.readLimit()).limit(copy));
        CopyTuples tuples = CopyTuples.of(input, rows.columns().size())) {
      RowFingerprint fingerprint =
          RowFingerprint.of(
              unit.id(),
              rows,
              session.transaction().connection().getMetaData().getDatabaseMajorVersion(),
              export.sums());
      write(unit, rows, fingerprint, tuples, output);
      checkCount(unit, tuples.row(), copy.getHandledRowCount());
      new UnitSnapshots(output.store(), output.ledger()).write(unit.id(), session.snapshot());
      output.downloaded(input.nanos());
      output.progress().count("bytes_read", input.bytes());
      output.progress().count("rows_read", tuples.row());
      return UnitOutcome.of(new SourceEntry(unit.source().fullName(), input.bytes()), tuples.row());
    } catch (SQLException e) {
      throw SqlFailures.wrap("export " + unit.id(), e);
    }
  }

  private static PGCopyInputStream open(PgUnit unit, PgRows rows, UnitSession session)
      throws SQLException {
    PGConnection connection = session.transaction().connection().unwrap(PGConnection.class);
    return new PGCopyInputStream(
        connection, "COPY (" + unit.select(rows.selectList()) + ") TO STDOUT (FORMAT BINARY)");
  }

  private void write(
      PgUnit unit, PgRows rows, RowFingerprint fingerprint, CopyTuples tuples, UnitOutput output)
      throws IOException {
    UnitDescription description = UnitDescription.of(unit, fingerprint);
    UnitFiles files =
        output.table(
            new TableLayout(
                rows.schema(), UnitFileNaming.of(export.names(), unit), metadata(unit, rows)),
            description);
    HalfMonths halves = new HalfMonths();
    boolean split = unit.isOrdered() && export.names().layout() == Layout.HIVE_DATE;
    RowKey key = split ? RowKey.of(unit) : null;
    while (tuples.next()) {
      if (split && halves.changesAt(key.micros(tuples))) {
        files.endFile();
      }
      description.add(tuples);
      rows.write(tuples, files.row());
      files.endRow();
    }
  }

  private static Map<String, String> metadata(PgUnit unit, PgRows rows) {
    Map<String, String> metadata = new TreeMap<>(rows.metadata());
    metadata.put("parqueduct.table", unit.source().fullName());
    metadata.put(UNIT_KEY, unit.id());
    metadata.put("parqueduct.range", unit.range().kind().name().toLowerCase(Locale.ROOT));
    if (unit.isOrdered()) {
      metadata.put("parqueduct.timestamp_column", unit.order().timestampColumn());
      metadata.put("parqueduct.id_column", unit.order().idColumn());
    }
    return metadata;
  }

  private static void checkCount(PgUnit unit, long read, long sent) throws IOException {
    if (read != sent) {
      throw new IOException(
          String.format(
              "Unit %s: %,d rows arrived, but the server says that it sent %,d",
              unit.id(), read, sent));
    }
  }
}
