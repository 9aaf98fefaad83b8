package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.iceberg.IcebergCommit;
import dev.parqueduct.io.iceberg.IcebergPlace;
import dev.parqueduct.io.iceberg.IcebergTables;
import dev.parqueduct.io.iceberg.IcebergTarget;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.Manifest;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tidb.TableRows;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes finished files known: the manifest of the output, and Iceberg tables if they are wanted. It
 * may be done again at will; what is known already stays as it is.
 *
 * @param request of the export
 * @param iceberg where tables go to in Iceberg
 */
public record BackupPublication(BackupRequest request, IcebergPlace iceberg)
    implements Serializable {
  public BackupPublication {
    requireNonNull(request, "request");
    requireNonNull(iceberg, "iceberg");
  }

  /**
   * Checks that the tables can be published, before anything is exported.
   *
   * @throws RunFailedException when a column has no type in Iceberg, or several tables would become
   *     one
   */
  public void check(BackupRequest.TableWork work) {
    List<ExportTable> tables = work.tables().tables();
    if (!iceberg.isWanted()) {
      return;
    }
    if (!iceberg.table().isEmpty() && tables.size() > 1) {
      throw RunFailedException.usage(
          "--icebergTable names one table, but "
              + tables.size()
              + " are selected. Leave it out, or select one table with --filter.");
    }
    RowOptions rows = request.export().rowsOf(work.header());
    for (ExportTable table : tables) {
      try {
        target(table, rows).requireSupported();
      } catch (RunFailedException e) {
        throw RunFailedException.usage(
            e.getMessage() + ". BIGINT UNSIGNED can be exported with --unsignedBigint=decimal.");
      }
    }
  }

  /**
   * Publishes all finished units, whatever run they are from. Tables that are not what the backup
   * says stay unpublished; the report says so and fails the run.
   *
   * @return what was committed to Iceberg
   */
  public List<IcebergCommit> publish(ObjectStore store) throws IOException {
    BackupRequest.TableWork work = request.plan(store);
    Ledger ledger = Ledger.of(request.output(), store);
    List<UnitEntry> done = ledger.doneUnits();
    if (!new TableCheck(request).check(work, done).problem().isEmpty()) {
      return List.of();
    }
    Map<String, BackupUnit> units = new HashMap<>();
    work.files().units().forEach(unit -> units.put(unit.id(), unit));
    Map<String, List<FileEntry>> files = new TreeMap<>();
    Map<String, List<Manifest.DataFile>> listed = new TreeMap<>();
    for (UnitEntry entry : done) {
      for (FileEntry file : entry.files()) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/'));
        files.computeIfAbsent(folder, f -> new ArrayList<>()).add(file);
        listed
            .computeIfAbsent(folder, f -> new ArrayList<>())
            .add(withKeys(Manifest.DataFile.of(file), units.get(entry.unit())));
      }
    }
    Map<String, String> properties = properties(work.header());
    writeManifest(store, work, listed, properties);
    return commit(store, work, files, properties);
  }

  private void writeManifest(
      ObjectStore store,
      BackupRequest.TableWork work,
      Map<String, List<Manifest.DataFile>> listed,
      Map<String, String> properties)
      throws IOException {
    List<Manifest.TableFiles> tables = new ArrayList<>();
    for (ExportTable table : work.tables().tables()) {
      tables.add(
          Manifest.TableFiles.of(
              table.name(),
              Map.of("table_id", String.valueOf(table.info().id())),
              listed.getOrDefault(request.export().prefix() + table.folder(), List.of())));
    }
    new Manifest("export-br", properties, tables).write(store, request.output());
  }

  private List<IcebergCommit> commit(
      ObjectStore store,
      BackupRequest.TableWork work,
      Map<String, List<FileEntry>> files,
      Map<String, String> properties)
      throws IOException {
    if (!iceberg.isWanted()) {
      return List.of();
    }
    IcebergTables warehouse = IcebergTables.in(iceberg.warehouse(), store);
    RowOptions rows = request.export().rowsOf(work.header());
    List<IcebergCommit> commits = new ArrayList<>();
    for (ExportTable table : work.tables().tables()) {
      commits.add(
          warehouse.commit(
              target(table, rows),
              request.output(),
              files.getOrDefault(request.export().prefix() + table.folder(), List.of()),
              properties));
    }
    return commits;
  }

  private IcebergTarget target(ExportTable table, RowOptions rows) {
    return iceberg.target(
        OutputName.of(table.database()),
        OutputName.of(table.info().name()),
        TableRows.of(table.info(), rows).schema().toString());
  }

  private static Map<String, String> properties(BackupHeader header) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("backup", header.digest());
    properties.put("cluster_id", Long.toUnsignedString(header.clusterId()));
    properties.put("start_version", Long.toUnsignedString(header.startVersion()));
    properties.put("end_version", Long.toUnsignedString(header.endVersion()));
    return properties;
  }

  /** A file of a unit covers the unit's range at most. */
  private static Manifest.DataFile withKeys(Manifest.DataFile file, BackupUnit unit) {
    if (unit == null) {
      return file;
    }
    HexFormat hex = HexFormat.of();
    return file.withKeys(
        hex.formatHex(unit.leading().startKey()), hex.formatHex(unit.leading().endKey()));
  }
}
