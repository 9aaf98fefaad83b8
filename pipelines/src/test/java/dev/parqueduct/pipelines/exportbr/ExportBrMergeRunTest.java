package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every run of export-br holds of merges, too. */
class ExportBrMergeRunTest extends MergeFixture {
  private BackupTruth changes;

  private static TableData users() {
    return TableData.of(
        Table.of(60, "users", Column.bigInt("id"), Column.varchar("name", 400))
            .primaryKeyHandle("id")
            .index("by_name", "name(5)"));
  }

  @BeforeEach
  void backUp() throws IOException {
    TableData rows = users();
    for (long id = 1; id <= 40; id++) {
      rows.row("id", id, "name", "full " + id + (id % 9 == 0 ? " long".repeat(60) : ""));
    }
    full(BackupBuilder.full().add("shop", rows).rowsPerSst(6).withIndexes());
    TableData changed = users();
    for (long id = 5; id <= 60; id += 5) {
      changed.row("id", id, "name", "changed " + id);
    }
    changes = next(hour(1).add("shop", changed.delete("id", 1L)).rowsPerSst(8).withIndexes());
  }

  private List<String> entries() throws IOException {
    return output.files().keySet().stream()
        .filter(name -> name.startsWith("_ledger/units/"))
        .toList();
  }

  @Test
  void aRunThatWasKilledEndsWithTheSameBytes() throws Exception {
    merged();
    Map<String, String> expected = output.content();
    List<String> entries = entries();
    assertThat(entries).hasSizeGreaterThan(6).allMatch(name -> name.contains("merge_"));
    Files.delete(output.root().resolve(entries.get(0)));
    Files.delete(output.root().resolve(entries.get(3)));
    Files.delete(output.root().resolve(output.dataFiles().get(1)));
    CommandLine answer = merge();

    assertThat(answer.out()).containsPattern("[1-9]\\d* units done before");
    assertThat(output.content()).isEqualTo(expected);
    assertThat(merge().out()).contains("Nothing to do: all " + entries.size() + " units");
  }

  @Test
  void theBytesDoNotDependOnTheReaderOrOnHowManyWork() throws Exception {
    merged();
    Map<String, String> expected = output.content();
    for (String way : List.of("--sstReader=rocksdb", "--concurrency=1")) {
      output = new Output(folder.resolve(way.replaceAll("[^a-zA-Z0-9]", "")));
      merged(way);
      assertThat(output.content()).as(way).isEqualTo(expected);
    }
  }

  @Test
  void anotherChainForTheSameOutputIsRefused() throws Exception {
    merged();
    Map<String, Object> times = output.times();
    CommandLine alone = export();
    next(hour(2).add("shop", users().delete("id", 2L)));
    CommandLine longer = merge();

    for (CommandLine answer : List.of(alone, longer)) {
      assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(answer.err()).contains("was begun with other options: backup was ");
    }
    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void aGapIsRefusedWithTheNamesOfBothBackups() throws Exception {
    BackupTruth late = next(hour(3).add("shop", users().delete("id", 2L)));
    CommandLine answer = merge();

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err())
        .contains("are missing", changes.root().toString(), late.root().toString());
    assertThat(Files.exists(output.root())).isFalse();
  }

  @Test
  void anotherClusterIsRefused() throws Exception {
    next(hour(2).cluster(12).add("shop", users().delete("id", 2L)));
    CommandLine answer = merge();

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("different clusters");
  }

  @Test
  void aDryRunPlansTheMergeAndWritesNothing() throws Exception {
    CommandLine answer = merge("--dryRun");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .contains("shop.users", "Nothing was written.", "hold index entries only")
        .contains("2 backups are merged");
    assertThat(Files.exists(output.root())).isFalse();
  }

  @Test
  void verifyingReadsIndexesTooAndWritesOnlyTheReport() throws Exception {
    JsonNode report = merged("--verifyOnly");

    assertThat(output.files()).isEmpty();
    assertThat(counter(report, "key_skipped_index")).isPositive();
    assertThat(counter(report, "merge_superseded")).isEqualTo(9);
    assertThat(report.get("rows").get("written").longValue()).isEqualTo(40 + 4 - 1);
  }

  @Test
  void damageInAnyBackupStopsTheRunAndNamesTheFile() throws Exception {
    Path sst = changes.root().resolve(ssts(changes, "write", 60).get(0).name());
    byte[] bytes = Files.readAllBytes(sst);
    bytes[bytes.length / 3] ^= 1;
    Files.write(sst, bytes);
    CommandLine answer = merge();

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains(sst.toString());
  }

  @Test
  void theManifestAndIcebergHaveTheMergedTables() throws Exception {
    Path warehouse = folder.resolve("warehouse");
    merged("--icebergWarehouse=" + warehouse);
    JsonNode manifest =
        new ObjectMapper().readTree(output.root().resolve("_manifest.json").toFile());

    assertThat(manifest.toString())
        .contains("\"end_version\":\"" + changes.endVersion() + "\"", "\"start_version\":\"0\"");
    assertThat(rows("count(*)", "shop/users")).containsExactly(row(43));
    assertThat(Files.exists(warehouse.resolve("shop/users/metadata"))).isTrue();
    Map<String, String> expected = output.content();
    merge("--icebergWarehouse=" + warehouse);
    assertThat(output.content()).isEqualTo(expected);
  }
}
