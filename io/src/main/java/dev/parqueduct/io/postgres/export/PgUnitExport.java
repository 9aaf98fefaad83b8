package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.RowsRead;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** Exports the rows of a unit by a COPY of its own, and compares their number with the server's. */
public final class PgUnitExport implements UnitExport<PgUnit> {
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
    PgRows rows = PgRows.of(unit.columns(), export.values());
    try (UnitSession session = UnitSession.begin(unit, export)) {
      UnitAdoption adoption =
          new UnitAdoption(unit, export, output.store(), output.ledger(), session);
      UnitAdoption.Kept kept = adoption.adopt();
      UnitOutcome outcome;
      if (unit.isOrdered() || kept.files().isEmpty()) {
        checkOverwriting(unit, output);
        outcome = copy(unit, rows, session, output, kept, adoption);
      } else {
        outcome = UnitOutcome.of(new SourceEntry(unit.source().fullName(), 0), kept.rows());
      }
      new UnitSnapshots(output.store(), output.ledger()).write(unit.id(), session.snapshot());
      return outcome.withKept(kept.files());
    } catch (SQLException e) {
      throw SqlFailures.wrap("export " + unit.id(), e);
    }
  }

  /** Names by number tell nothing of rows: another file of the same name may hold others. */
  private static void checkOverwriting(PgUnit unit, UnitOutput output) throws IOException {
    if (!unit.isOrdered() && !unit.found().isEmpty() && !output.ledger().isRecorded(unit.id())) {
      throw FoundFiles.inTheWay(
          unit.id(), unit.found(), "do not hold what the database has by now");
    }
  }

  private UnitOutcome copy(
      PgUnit unit,
      PgRows rows,
      UnitSession session,
      UnitOutput output,
      UnitAdoption.Kept kept,
      UnitAdoption adoption)
      throws IOException, SQLException {
    try (PGCopyInputStream copy = open(unit, rows, session, kept.rows());
        CopyInput input = new CopyInput(ReadLimiter.ofProcess(export.readLimit()).limit(copy));
        CopyTuples tuples = CopyTuples.of(input, rows.columns().size())) {
      RowFingerprint fingerprint =
          RowFingerprint.of(
              unit.id(),
              rows,
              session.transaction().connection().getMetaData().getDatabaseMajorVersion(),
              export.sums());
      UnitFiles files = write(unit, rows, fingerprint, tuples, output);
      checkCount(unit, tuples.row(), copy.getHandledRowCount());
      if (unit.isOrdered()) {
        checkLeftOver(unit, kept.files(), files.ended());
      }
      output.downloaded(input.nanos());
      output.progress().count("bytes_read", input.bytes());
      if (!kept.files().isEmpty()
          && !adoption.whole().equals(kept.sum().plus(fingerprint.total()))) {
        throw RunFailedException.failed(
            unit.id()
                + " cannot be gone on with: rows have equal timestamps and ids, and come in another"
                + " order each time. Delete its files ("
                + kept.files().get(0).path()
                + " and so on) and run the same command again.");
      }
      return UnitOutcome.of(
          new SourceEntry(unit.source().fullName(), input.bytes()), kept.rows() + tuples.row());
    }
  }

  /** Files that are neither kept nor written again would leave rows there twice. */
  private static void checkLeftOver(PgUnit unit, List<FileEntry> kept, List<FileEntry> written) {
    Set<String> left = new TreeSet<>(unit.found());
    kept.forEach(file -> left.remove(file.path()));
    written.forEach(file -> left.remove(file.path()));
    if (!left.isEmpty()) {
      throw FoundFiles.inTheWay(
          unit.id(), new ArrayList<>(left), "do not hold what the database has by now");
    }
  }

  private static PGCopyInputStream open(
      PgUnit unit, PgRows rows, UnitSession session, long rowsKept) throws SQLException {
    PGConnection connection = session.transaction().connection().unwrap(PGConnection.class);
    return new PGCopyInputStream(
        connection,
        "COPY ("
            + unit.select(rows.selectList())
            + (rowsKept == 0 ? "" : " OFFSET " + rowsKept)
            + ") TO STDOUT (FORMAT BINARY)");
  }

  private UnitFiles write(
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
    RowsRead read = new RowsRead(output.progress());
    while (tuples.next()) {
      read.add();
      if (split && halves.changesAt(key.micros(tuples))) {
        files.endFile();
      }
      description.add(tuples);
      rows.write(tuples, files.row());
      files.endRow();
    }
    read.show();
    files.endFile();
    return files;
  }

  private static Map<String, String> metadata(PgUnit unit, PgRows rows) {
    Map<String, String> metadata = new TreeMap<>(rows.metadata());
    metadata.putAll(FoundFile.metadata(unit));
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
