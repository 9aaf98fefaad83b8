package dev.parqueduct.transforms.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitExporter;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.iceberg.IcebergCommit;
import dev.parqueduct.io.iceberg.IcebergTarget;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitToIcebergTest {
  private static final String SCHEMA = "message m { required int64 n; }";

  @TempDir Path folder;

  /** Numbers from 0; a unit is {@code table:rows}. */
  private record Numbers() implements UnitExport<String> {
    @Override
    public String id(String unit) {
      return unit.replace('/', '-').replace(':', '-');
    }

    @Override
    public UnitOutcome export(String unit, UnitOutput output) throws IOException {
      String table = unit.substring(0, unit.indexOf(':'));
      UnitFiles files =
          output.table(
              TableLayout.of(
                  MessageTypeParser.parseMessageType(SCHEMA),
                  (id, file) -> table + "/" + id + "-" + file + ".parquet"));
      long rows = Long.parseLong(unit.substring(unit.indexOf(':') + 1));
      for (long n = 0; n < rows; n++) {
        files.row().setLong(0, n);
        files.endRow();
      }
      return UnitOutcome.of(new SourceEntry("range", rows), rows);
    }
  }

  private UnitEntry export(String unit) throws IOException {
    return new UnitExporter(
            ObjectStore.create(),
            folder.resolve("out").toString(),
            new FileSettings(Compression.ZSTD, 1 << 20, 100, 10, Map.of()),
            UnitProgress.NONE)
        .export(new Numbers(), unit);
  }

  private CommitToIceberg commit(String... tables) {
    Map<String, IcebergTarget> targets = new java.util.TreeMap<>();
    for (String table : tables) {
      targets.put(
          table,
          new IcebergTarget(
              table.substring(0, table.indexOf('/')),
              table.substring(table.indexOf('/') + 1),
              SCHEMA));
    }
    return CommitToIceberg.of(
            folder.resolve("out").toString(), folder.resolve("warehouse").toString(), targets)
        .withSummary(Map.of("parqueduct.run", "r1"));
  }

  private static PCollection<IcebergCommit> apply(
      Pipeline pipeline, List<UnitEntry> units, CommitToIceberg commit) {
    return pipeline
        .apply(Create.of(units).withCoder(SerializableCoder.of(UnitEntry.class)))
        .apply(commit);
  }

  private static PCollection<String> lines(PCollection<IcebergCommit> commits) {
    return commits.apply(
        MapElements.into(TypeDescriptors.strings())
            .via(
                each ->
                    each.table()
                        + " +"
                        + each.addedFiles()
                        + " ="
                        + each.presentFiles()
                        + " rows "
                        + each.addedRows()));
  }

  @Test
  void everyTableGetsItsFilesOnce() throws IOException {
    List<UnitEntry> units = new ArrayList<>();
    for (String unit : List.of("db/a:25", "db/a:5", "db/b:7")) {
      units.add(export(unit));
    }

    Pipeline first = Pipeline.create();
    PAssert.that(lines(apply(first, units, commit("db/a", "db/b", "db/empty"))))
        .containsInAnyOrder("db.a +4 =0 rows 30", "db.b +1 =0 rows 7", "db.empty +0 =0 rows 0");
    first.run().waitUntilFinish();
    units.add(export("db/b:8"));
    Pipeline second = Pipeline.create();
    PAssert.that(lines(apply(second, units, commit("db/a", "db/b", "db/empty"))))
        .containsInAnyOrder("db.a +0 =4 rows 0", "db.b +1 =1 rows 8", "db.empty +0 =0 rows 0");
    second.run().waitUntilFinish();

    Path metadata = folder.resolve("warehouse/db/b/metadata");
    assertThat(metadata.resolve("version-hint.text")).hasContent("2");
    assertThat(Files.readString(metadata.resolve("v2.metadata.json")))
        .contains("\"parqueduct.run\":\"r1\"")
        .contains("\"total-records\":\"15\"");
  }

  @Test
  void aFileOfNoTableFailsTheRun() throws IOException {
    Pipeline pipeline = Pipeline.create();
    PCollection<IcebergCommit> unused =
        apply(pipeline, List.of(export("db/a:5")), commit("db/other"));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasMessageContaining("db/a/db-a-5-0.parquet");
  }

  @Test
  void ofNestedFoldersTheInnermostIsTheTable() {
    TableOfFile tables = TableOfFile.byFolder(List.of("db", "db/a", "db/ab"));

    assertThat(tables.table("db/a/x.parquet")).hasValue("db/a");
    assertThat(tables.table("db/ab/x.parquet")).hasValue("db/ab");
    assertThat(tables.table("db/x.parquet")).hasValue("db");
    assertThat(tables.table("other/x.parquet")).isEmpty();
  }
}
