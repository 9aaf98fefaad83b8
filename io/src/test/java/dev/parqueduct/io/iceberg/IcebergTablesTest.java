package dev.parqueduct.io.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are read by Iceberg's own catalog, file access and reader. */
class IcebergTablesTest {
  private static final IcebergTarget TARGET =
      new IcebergTarget("shop", "orders", ExportedFiles.SCHEMA);
  private static final Map<String, String> SUMMARY = Map.of("parqueduct.run", "abc");

  @TempDir Path folder;
  private String output;
  private IcebergTables tables;

  @BeforeEach
  void begin() {
    output = folder.resolve("out").toString();
    tables = IcebergTables.in(folder.resolve("warehouse").toString(), ObjectStore.create());
  }

  private IcebergCommit commit(List<FileEntry> files) throws IOException {
    return tables.commit(TARGET, output, files, SUMMARY);
  }

  private Table table() {
    return new HadoopTables(new Configuration()).load(tables.location(TARGET));
  }

  private List<Record> rows() throws IOException {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table()).build()) {
      List<Record> all = new ArrayList<>();
      rows.forEach(all::add);
      return all;
    }
  }

  private List<Long> ids() throws IOException {
    return rows().stream().map(row -> (Long) row.getField("id")).sorted().toList();
  }

  private static List<Long> numbers(long first, long end) {
    return LongStream.range(first, end).boxed().toList();
  }

  private Path metadata(String name) {
    return folder.resolve("warehouse/shop/orders/metadata/" + name);
  }

  private static List<FileEntry> both(List<FileEntry> one, List<FileEntry> other) {
    List<FileEntry> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  @Test
  void icebergReadsTheRowsThatWereWritten() throws IOException {
    List<FileEntry> files = ExportedFiles.export(output, "u", 0, 25);

    IcebergCommit commit = commit(files);

    assertThat(commit.addedFiles()).isEqualTo(3);
    assertThat(commit.addedRows()).isEqualTo(25);
    assertThat(ids()).isEqualTo(numbers(0, 25));
    for (Record row : rows()) {
      long id = (Long) row.getField("id");
      assertThat(row.getField("name")).isEqualTo(id % 3 == 0 ? null : "name-" + id);
      assertThat(row.getField("small")).isEqualTo((int) -id);
    }
  }

  @Test
  void theSnapshotTellsOfTheRun() throws IOException {
    IcebergCommit commit = commit(ExportedFiles.export(output, "u", 0, 5));

    Snapshot snapshot = table().currentSnapshot();
    assertThat(snapshot.snapshotId()).isEqualTo(commit.snapshotId());
    assertThat(snapshot.operation()).isEqualTo("append");
    assertThat(snapshot.summary()).containsAllEntriesOf(SUMMARY);
    assertThat(snapshot.summary()).containsEntry("total-records", "5");
    assertThat(metadata("v1.metadata.json")).exists();
    assertThat(metadata("version-hint.text")).hasContent("1");
    assertThat(Files.readString(metadata("v1.metadata.json"))).contains("\"format-version\":2");
  }

  @Test
  void footersGiveCountsAndBounds() throws IOException {
    commit(ExportedFiles.export(output, "u", 7, 10));

    DataFile file = onlyFile();
    int id = table().schema().findField("id").fieldId();
    int name = table().schema().findField("name").fieldId();
    assertThat(file.recordCount()).isEqualTo(10);
    assertThat(file.valueCounts()).containsEntry(id, 10L).containsEntry(name, 10L);
    assertThat(file.nullValueCounts()).containsEntry(id, 0L).containsEntry(name, 3L);
    assertThat(file.columnSizes().get(id)).isPositive();
    assertThat(file.splitOffsets()).hasSize(3).startsWith(4L);
    Long lower = Conversions.fromByteBuffer(Types.LongType.get(), file.lowerBounds().get(id));
    Long upper = Conversions.fromByteBuffer(Types.LongType.get(), file.upperBounds().get(id));
    assertThat(lower).isEqualTo(7);
    assertThat(upper).isEqualTo(16);
  }

  private DataFile onlyFile() throws IOException {
    try (CloseableIterable<FileScanTask> tasks =
        table().newScan().includeColumnStats().planFiles()) {
      return tasks.iterator().next().file();
    }
  }

  @Test
  void filtersSkipFilesAndFindRows() throws IOException {
    commit(ExportedFiles.export(output, "u", 0, 30));

    try (CloseableIterable<FileScanTask> tasks =
        table().newScan().filter(Expressions.equal("id", 15L)).planFiles()) {
      assertThat(tasks).hasSize(1);
    }
    try (CloseableIterable<Record> found =
        IcebergGenerics.read(table()).where(Expressions.equal("name", "name-16")).build()) {
      assertThat(found).hasSize(1);
    }
  }

  @Test
  void committingAgainChangesNothing() throws IOException {
    List<FileEntry> files = ExportedFiles.export(output, "u", 0, 25);
    IcebergCommit first = commit(files);

    IcebergCommit second = commit(files);

    assertThat(second)
        .isEqualTo(
            new IcebergCommit("shop.orders", first.location(), 0, 0, 3, 0, first.snapshotId()));
    assertThat(metadata("v2.metadata.json")).doesNotExist();
  }

  @Test
  void aCommitOfEverythingAfterOneOfHalfAddsTheRest() throws IOException {
    List<FileEntry> half = ExportedFiles.export(output, "a", 0, 20);
    commit(half);

    IcebergCommit rest = commit(both(half, ExportedFiles.export(output, "b", 20, 20)));

    assertThat(rest.addedFiles()).isEqualTo(2);
    assertThat(rest.presentFiles()).isEqualTo(2);
    assertThat(ids()).isEqualTo(numbers(0, 40));
  }

  @Test
  void aFileThatWasWrittenAgainReplacesWhatItWas() throws IOException {
    commit(ExportedFiles.export(output, "u", 0, 10));

    IcebergCommit again = commit(ExportedFiles.export(output, "u", 100, 7));

    assertThat(again.addedFiles()).isEqualTo(1);
    assertThat(again.removedFiles()).isEqualTo(1);
    assertThat(ids()).isEqualTo(numbers(100, 107));
    assertThat(table().currentSnapshot().operation()).isEqualTo("overwrite");
  }

  @Test
  void filesThatAreGoneLeaveTheTableAndOthersStay() throws IOException {
    List<FileEntry> first = ExportedFiles.export(output, "a", 0, 10);
    List<FileEntry> second = ExportedFiles.export(output, "b", 10, 10);
    List<FileEntry> third = ExportedFiles.export(output, "c", 20, 10);
    commit(both(both(first, second), third));
    Files.delete(Path.of(output, first.get(0).path()));

    IcebergCommit commit = commit(third);

    assertThat(commit.removedFiles()).isEqualTo(1);
    assertThat(ids()).isEqualTo(numbers(10, 30));
  }

  @Test
  void filesOfSeveralOutputsShareATable() throws IOException {
    commit(ExportedFiles.export(output, "u", 0, 10));
    String other = folder.resolve("other").toString();

    IcebergCommit commit =
        tables.commit(TARGET, other, ExportedFiles.export(other, "u", 10, 10), SUMMARY);

    assertThat(commit.removedFiles()).isZero();
    assertThat(ids()).isEqualTo(numbers(0, 20));
  }

  @Test
  void aKillBeforeTheVersionHintIsHealedByTheNextRun() throws IOException {
    List<FileEntry> files = ExportedFiles.export(output, "a", 0, 10);
    commit(files);
    List<FileEntry> more = both(files, ExportedFiles.export(output, "b", 10, 10));
    commit(more);
    Files.writeString(metadata("version-hint.text"), "1");
    assertThat(ids()).isEqualTo(numbers(0, 20));

    IcebergCommit again = commit(more);

    assertThat(again.addedFiles()).isZero();
    assertThat(metadata("version-hint.text")).hasContent("2");

    Files.delete(metadata("version-hint.text"));
    assertThat(commit(more).addedFiles()).isZero();
    assertThat(metadata("version-hint.text")).hasContent("2");
    assertThat(ids()).isEqualTo(numbers(0, 20));
  }

  @Test
  void whatAKillLeftPendingIsNoVersion() throws IOException {
    List<FileEntry> files = ExportedFiles.export(output, "a", 0, 10);
    commit(files);
    Files.writeString(metadata("v2.metadata.json.7f3e"), "half a fi");
    Files.createDirectories(metadata("_pending"));
    Files.writeString(metadata("_pending/v2.metadata.json.5a5a"), "half a fi");

    commit(both(files, ExportedFiles.export(output, "b", 10, 10)));

    assertThat(ids()).isEqualTo(numbers(0, 20));
    assertThat(metadata("v2.metadata.json")).exists();
  }

  @Test
  void anEmptyTableIsATable() throws IOException {
    IcebergCommit commit = commit(List.of());

    assertThat(commit.snapshotId()).isZero();
    assertThat(rows()).isEmpty();
    assertThat(table().schema().columns())
        .extracting(Types.NestedField::name)
        .containsExactly("id", "name", "small");
  }

  @Test
  void tablesOfOneWarehouseStandApart() throws IOException {
    IcebergTarget deep = new IcebergTarget("a.b", "t", ExportedFiles.SCHEMA);
    List<FileEntry> files = ExportedFiles.export(output, "u", 0, 10);

    commit(files);
    IcebergCommit commit = tables.commit(deep, output, files, SUMMARY);

    assertThat(commit.location()).endsWith("/warehouse/a/b/t");
    assertThat(ids()).hasSize(10);
    assertThat(new HadoopTables(new Configuration()).load(commit.location()).currentSnapshot())
        .isNotNull();
  }

  @Test
  void committersThatRaceLoseAndDoubleNothing() throws Exception {
    List<FileEntry> shared = ExportedFiles.export(output, "shared", 0, 10);
    List<List<FileEntry>> lists = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      lists.add(both(shared, ExportedFiles.export(output, "u" + i, 10L * (i + 1), 10)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<IcebergCommit>> commits = new ArrayList<>();
      lists.forEach(files -> commits.add(() -> commit(files)));
      for (Future<IcebergCommit> commit : threads.invokeAll(commits)) {
        assertThat(commit.get().location()).isNotEmpty();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(ids()).isEqualTo(numbers(0, 50));
  }

  @Test
  void aFileThatIsNotTheExportedOneIsRefused() throws IOException {
    FileEntry file = ExportedFiles.export(output, "u", 0, 10).get(0);

    assertThatThrownBy(
            () -> commit(List.of(new FileEntry(file.path(), 9, file.bytes(), file.crc32c()))))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("u-0.parquet")
        .hasMessageContaining("10 rows instead of 9");
    assertThatThrownBy(() -> commit(List.of(new FileEntry(file.path(), 10, 5, file.crc32c()))))
        .hasMessageContaining("bytes instead of 5");
    assertThatThrownBy(() -> commit(List.of(new FileEntry("db/t/none.parquet", 1, 1, "0"))))
        .hasMessageContaining("it is gone");
    assertThat(metadata("v1.metadata.json")).doesNotExist();
  }

  @Test
  void namesThatAreNoFoldersAreRefused() {
    for (String name : List.of("", "a/b", "..", "a*", "a\\b")) {
      assertThatThrownBy(() -> new IcebergTarget("db", name, ExportedFiles.SCHEMA))
          .isInstanceOf(RunFailedException.class);
    }
    assertThatThrownBy(() -> new IcebergTarget("a..b", "t", ExportedFiles.SCHEMA))
        .isInstanceOf(RunFailedException.class);
  }
}
