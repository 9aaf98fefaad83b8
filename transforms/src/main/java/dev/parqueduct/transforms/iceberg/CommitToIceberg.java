package dev.parqueduct.transforms.iceberg;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.iceberg.IcebergCommit;
import dev.parqueduct.io.iceberg.IcebergTables;
import dev.parqueduct.io.iceberg.IcebergTarget;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Commits the files of all units to Iceberg tables: one commit a table, after the last unit. Takes
 * the entries of all done units of the output, those of earlier runs too; bounded. Tables without
 * files are created empty. A bundle that is repeated commits nothing twice.
 *
 * <p>The grouping by table is what waits for the units; there is nothing else to wait for.
 */
public final class CommitToIceberg
    extends PTransform<PCollection<UnitEntry>, PCollection<IcebergCommit>> {
  private final String output;
  private final String warehouse;
  private final TreeMap<String, IcebergTarget> targets;
  private final TableOfFile tableOfFile;
  private final TreeMap<String, String> summary;

  private CommitToIceberg(
      String output,
      String warehouse,
      Map<String, IcebergTarget> targets,
      TableOfFile tableOfFile,
      Map<String, String> summary) {
    this.output = requireNonNull(output, "output");
    this.warehouse = requireNonNull(warehouse, "warehouse");
    this.targets = new TreeMap<>(targets);
    this.tableOfFile = requireNonNull(tableOfFile, "tableOfFile");
    this.summary = new TreeMap<>(summary);
  }

  /**
   * @param output the output folder
   * @param warehouse the folder of the Iceberg tables
   * @param targets by the table's folder in the output, such as {@code db/table}
   */
  public static CommitToIceberg of(
      String output, String warehouse, Map<String, IcebergTarget> targets) {
    return new CommitToIceberg(
        output, warehouse, targets, TableOfFile.byFolder(targets.keySet()), Map.of());
  }

  /** With another way to tell a file's table; it answers with keys of the targets. */
  public CommitToIceberg withTableOfFile(TableOfFile newTableOfFile) {
    return new CommitToIceberg(output, warehouse, targets, newTableOfFile, summary);
  }

  /** With properties of the snapshots: the run's digest, the backup's timestamp. */
  public CommitToIceberg withSummary(Map<String, String> newSummary) {
    return new CommitToIceberg(output, warehouse, targets, tableOfFile, newSummary);
  }

  @Override
  public PCollection<IcebergCommit> expand(PCollection<UnitEntry> done) {
    KvCoder<String, FileList> coder =
        KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(FileList.class));
    List<KV<String, FileList>> none =
        targets.keySet().stream().map(table -> KV.of(table, new FileList(List.of()))).toList();
    PCollection<KV<String, FileList>> allTables =
        done.getPipeline().apply("AllTables", Create.of(none).withCoder(coder));
    PCollection<KV<String, FileList>> files =
        done.apply("ByTable", ParDo.of(new ByTableFn(tableOfFile))).setCoder(coder);
    return PCollectionList.of(allTables)
        .and(files)
        .apply("WithEmptyTables", Flatten.pCollections())
        .apply("AfterAllUnits", GroupByKey.create())
        .apply("Commit", ParDo.of(new CommitFn(this)))
        .setCoder(SerializableCoder.of(IcebergCommit.class));
  }

  /** Files of one unit and table. */
  record FileList(List<FileEntry> files) implements java.io.Serializable {
    FileList {
      files = new ArrayList<>(files);
    }
  }

  static final class ByTableFn extends DoFn<UnitEntry, KV<String, FileList>> {
    private final TableOfFile tableOfFile;

    ByTableFn(TableOfFile tableOfFile) {
      this.tableOfFile = tableOfFile;
    }

    @ProcessElement
    public void process(@Element UnitEntry unit, OutputReceiver<KV<String, FileList>> out) {
      Map<String, List<FileEntry>> byTable = new TreeMap<>();
      for (FileEntry file : unit.files()) {
        Optional<String> table = tableOfFile.table(file.path());
        if (table.isEmpty()) {
          throw RunFailedException.failed(
              "The file " + file.path() + " belongs to none of the Iceberg tables");
        }
        byTable.computeIfAbsent(table.get(), any -> new ArrayList<>()).add(file);
      }
      byTable.forEach((table, files) -> out.output(KV.of(table, new FileList(files))));
    }
  }

  static final class CommitFn extends DoFn<KV<String, Iterable<FileList>>, IcebergCommit> {
    private final String output;
    private final String warehouse;
    private final TreeMap<String, IcebergTarget> targets;
    private final TreeMap<String, String> summary;

    CommitFn(CommitToIceberg transform) {
      this.output = transform.output;
      this.warehouse = transform.warehouse;
      this.targets = transform.targets;
      this.summary = transform.summary;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<FileList>> table, OutputReceiver<IcebergCommit> out)
        throws IOException {
      IcebergTarget target = targets.get(table.getKey());
      if (target == null) {
        throw RunFailedException.failed("There is no Iceberg table for " + table.getKey());
      }
      List<FileEntry> files = new ArrayList<>();
      table.getValue().forEach(list -> files.addAll(list.files()));
      out.output(
          IcebergTables.in(warehouse, ObjectStore.create()).commit(target, output, files, summary));
    }
  }
}
