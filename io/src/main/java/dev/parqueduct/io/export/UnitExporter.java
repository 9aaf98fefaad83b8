package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.MessageType;

/**
 * Carries a unit from its rows to its entry in the ledger: write all files, check the balance of
 * rows, give the files their names, record the unit. A crash at any point leaves either a finished
 * unit or one that is exported again, to the same files.
 */
public final class UnitExporter {
  private final ObjectStore store;
  private final Ledger ledger;
  private final MessageType schema;
  private final FileNaming naming;
  private final FileSettings settings;

  public UnitExporter(
      ObjectStore store,
      String output,
      MessageType schema,
      FileNaming naming,
      FileSettings settings) {
    this.store = requireNonNull(store, "store");
    this.ledger = Ledger.of(output, store);
    this.schema = requireNonNull(schema, "schema");
    this.naming = requireNonNull(naming, "naming");
    this.settings = requireNonNull(settings, "settings");
  }

  /**
   * Exports one unit.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when rows are unaccounted for; the unit is
   *     not final then
   */
  public <U> UnitEntry export(UnitExport<U> export, U unit) throws IOException {
    String id = export.id(unit);
    try (UnitFiles files = new UnitFiles(store, ledger, id, schema, naming, settings)) {
      UnitOutcome outcome = export.export(unit, files);
      List<FileEntry> written = files.complete();
      Balance rows = outcome.rows().withWritten(written.stream().mapToLong(FileEntry::rows).sum());
      rows.check("unit " + id);
      files.publish();
      UnitEntry entry =
          new UnitEntry(
              id,
              outcome.sources(),
              written,
              outcome.indexes(),
              outcome.rejects(),
              rows,
              outcome.counters());
      ledger.commit(entry);
      return entry;
    }
  }
}
