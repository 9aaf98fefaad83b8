package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.Transactions;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** One table's commit: finds out what the table lacks, and adds it as one new version. */
final class TableCommit {
  private final ObjectStore store;
  private final String location;
  private final String name;
  private final String output;
  private final MessageType fileSchema;
  private final Schema schema;
  private final Map<String, String> summary;

  /** The files by their location. */
  private final Map<String, FileEntry> files = new TreeMap<>();

  TableCommit(
      ObjectStore store,
      String location,
      IcebergTarget target,
      String output,
      List<FileEntry> files,
      Map<String, String> summary) {
    this.store = store;
    this.location = location;
    this.name = target.identifier();
    this.output = ObjectStore.uri(ObjectStore.join(output, "x")).replaceFirst("x$", "");
    this.fileSchema = MessageTypeParser.parseMessageType(target.schema());
    this.schema = TableSchemas.of(fileSchema, name);
    this.summary = new TreeMap<>(summary);
    for (FileEntry file : files) {
      FileEntry other = this.files.put(this.output + file.path(), file);
      if (other != null && !other.equals(file)) {
        throw RunFailedException.failed(
            "Two units wrote " + this.output + file.path() + "; the table " + name + " needs one");
      }
    }
  }

  /** May be called again when another committer was faster. */
  IcebergCommit run() throws IOException {
    BeamTableOperations operations = new BeamTableOperations(location, store);
    boolean exists = operations.refresh() != null;
    Transaction transaction =
        exists
            ? openTable(operations)
            : Transactions.createTableTransaction(name, operations, newTable());
    boolean changed = exists ? evolve(transaction) : true;

    List<DataFile> outdated = new ArrayList<>();
    Map<String, FileEntry> missing = new TreeMap<>(files);
    if (exists) {
      compare(new BaseTable(operations, name), missing, outdated);
    }
    if (!missing.isEmpty() || !outdated.isEmpty()) {
      stage(transaction, missing, outdated);
      changed = true;
    }
    if (changed) {
      transaction.commitTransaction();
    } else {
      operations.pointReaders();
    }
    Snapshot snapshot = operations.current().currentSnapshot();
    return new IcebergCommit(
        name,
        location,
        missing.size(),
        outdated.size(),
        files.size() - missing.size(),
        missing.values().stream().mapToLong(FileEntry::rows).sum(),
        snapshot == null ? 0 : snapshot.snapshotId());
  }

  private TableMetadata newTable() {
    return TableMetadata.newTableMetadata(
        schema,
        PartitionSpec.unpartitioned(),
        location,
        Map.of(
            TableProperties.FORMAT_VERSION,
            "2",
            TableProperties.DEFAULT_NAME_MAPPING,
            NameMappingParser.toJson(MappingUtil.create(schema))));
  }

  private Transaction openTable(BeamTableOperations operations) {
    if (operations.current().spec().isPartitioned()) {
      throw RunFailedException.failed(
          "The Iceberg table "
              + name
              + " in "
              + location
              + " is partitioned ("
              + operations.current().spec()
              + "); exported files fit tables without partitions only. Name another table.");
    }
    return Transactions.newTransaction(name, operations);
  }

  private boolean evolve(Transaction transaction) {
    UpdateSchema update = transaction.updateSchema();
    boolean changed = TableSchemas.evolve(update, transaction.table().schema(), schema, name);
    // The transaction wants every update that was begun to be committed; an empty one is none.
    update.commit();
    if (transaction.table().properties().get(TableProperties.DEFAULT_NAME_MAPPING) == null) {
      transaction
          .updateProperties()
          .set(
              TableProperties.DEFAULT_NAME_MAPPING,
              NameMappingParser.toJson(MappingUtil.create(transaction.table().schema())))
          .commit();
      return true;
    }
    return changed;
  }

  /** Takes out of {@code missing} what the table has, and collects what it should not have. */
  private void compare(Table table, Map<String, FileEntry> missing, List<DataFile> outdated)
      throws IOException {
    try (CloseableIterable<FileScanTask> scan = table.newScan().planFiles()) {
      for (FileScanTask task : scan) {
        DataFile present = task.file();
        FileEntry file = files.get(present.location());
        if (file == null) {
          if (present.location().startsWith(output) && !store.exists(present.location())) {
            outdated.add(present.copyWithoutStats());
          }
        } else if (file.bytes() == present.fileSizeInBytes()
            && file.rows() == present.recordCount()) {
          missing.remove(present.location());
        } else {
          outdated.add(present.copyWithoutStats());
        }
      }
    }
  }

  private void stage(
      Transaction transaction, Map<String, FileEntry> missing, List<DataFile> outdated)
      throws IOException {
    List<DataFile> added =
        new DataFileReader(store, transaction.table(), fileSchema).readAll(missing);
    SnapshotUpdate<?> update;
    if (outdated.isEmpty()) {
      AppendFiles append = transaction.newAppend();
      added.forEach(append::appendFile);
      update = append;
    } else {
      OverwriteFiles overwrite = transaction.newOverwrite();
      outdated.forEach(overwrite::deleteFile);
      added.forEach(overwrite::addFile);
      update = overwrite;
    }
    summary.forEach(update::set);
    update.commit();
  }
}
