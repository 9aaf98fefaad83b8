package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.Encryption;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExportBrMergeTest extends MergeFixture {
  private static final String LONG = "long ".repeat(70);

  private static Table users() {
    return Table.of(60, "users", Column.bigInt("id"), Column.varchar("name", 400).notNull())
        .primaryKeyHandle("id");
  }

  private static TableData numbered(int rows) {
    TableData data = TableData.of(users());
    for (long id = 1; id <= rows; id++) {
      data.row("id", id, "name", "full " + id);
    }
    return data;
  }

  @Test
  void theLatestStateIsExportedAndNoDeletes() throws Exception {
    full(
        BackupBuilder.full()
            .add(
                "d",
                TableData.of(users())
                    .row("id", 1L, "name", "short")
                    .row("id", 2L, "name", LONG)
                    .row("id", 3L, "name", "stays")
                    .row("id", 4L, "name", "goes")
                    .row("id", 5L, "name", LONG + "goes and comes back")
                    .row("id", 6L, "name", "changes twice")));
    next(
        hour(1)
            .add(
                "d",
                TableData.of(users())
                    .row("id", 1L, "name", LONG)
                    .row("id", 2L, "name", "short")
                    .delete("id", 4L)
                    .delete("id", 5L)
                    .row("id", 6L, "name", "once")
                    .row("id", 7L, "name", "new")
                    .delete("id", 8L)));
    next(
        hour(2)
            .add(
                "d",
                TableData.of(users())
                    .row("id", 5L, "name", "back")
                    .row("id", 6L, "name", LONG + "twice")
                    .delete("id", 7L)));
    JsonNode report = merged();

    assertThat(rows("*", "d/users"))
        .containsExactly(
            row(1, LONG), row(2, "short"), row(3, "stays"), row(5, "back"), row(6, LONG + "twice"));
    assertThat(
            output.duckdb(
                "select name from parquet_schema('$out/d/users/*.parquet') where type is not null"))
        .containsExactly(List.of("id"), List.of("name"));
    // 1, 2, 4, 5 twice, 6 twice, 7
    assertThat(counter(report, "merge_superseded")).isEqualTo(8);
    assertThat(report.get("rows").get("duplicates").longValue()).isEqualTo(8);
    // 4, 7, 8
    assertThat(counter(report, "merge_deleted")).isEqualTo(3);
    assertThat(report.get("rows").get("read").longValue()).isEqualTo(6 + 7 + 3);
    assertThat(counter(report, "sst_sum_verified")).isPositive();
  }

  @Test
  void extraColumnsAreOfTheVersionThatCounts() throws Exception {
    BackupTruth full = full(BackupBuilder.full().add("d", numbered(3)));
    BackupTruth changes =
        next(hour(1).add("d", TableData.of(users()).row("id", 2L, "name", "new").delete("id", 3L)));
    merged("--extraColumns=commit_ts,handle,op");

    long first = full.table("users").rows().get(0).commitTs();
    long second = changes.table("users").rows().get(0).commitTs();
    assertThat(second).isGreaterThan(first);
    assertThat(rows("id, _tidb_commit_ts, _tidb_op, hex(_tidb_handle) <> ''", "d/users"))
        .containsExactly(row(1, first, "put", true), row(2, second, "put", true));
  }

  @Test
  void tablesAreThoseOfTheLastBackup() throws Exception {
    Table before =
        Table.of(61, "wide", Column.bigInt("id"), Column.varchar("a", 20)).primaryKeyHandle("id");
    Table after =
        Table.of(
                61,
                "wide",
                Column.bigInt("id"),
                Column.varchar("a", 20),
                Column.integer("added").originDefault(42L).currentDefault(43L))
            .primaryKeyHandle("id");
    full(
        BackupBuilder.full()
            .add("d", numbered(4))
            .add("d", TableData.of(before).row("id", 1L, "a", "old").row("id", 2L, "a", "old")));
    Table born = Table.of(90, "born", Column.bigInt("id")).primaryKeyHandle("id");
    next(
        hour(1)
            .rowsPerSst(2)
            .add("d", TableData.of(after).row("id", 2L, "a", "new", "added", 7L))
            .add(
                "d",
                TableData.of(born)
                    .row("id", 1L)
                    .row("id", 2L)
                    .row("id", 3L)
                    .row("id", 4L)
                    .row("id", 5L)));
    JsonNode report = merged();

    assertThat(rows("*", "d/wide")).containsExactly(row(1, "old", 42), row(2, "new", 7));
    assertThat(rows("*", "d/born")).hasSize(5);
    assertThat(output.dataFiles()).noneMatch(file -> file.startsWith("d/users/"));
    assertThat(report.get("rows").get("filtered").longValue()).isZero();
  }

  @Test
  void rowsOfDroppedTablesInSharedFilesAreCounted() throws Exception {
    full(
        BackupBuilder.full()
            .grouped()
            .add(
                "d",
                TableData.of(Table.of(50, "kept", Column.bigInt("id")).primaryKeyHandle("id"))
                    .row("id", 1L))
            .add("d", numbered(4))
            .add(
                "d",
                TableData.of(Table.of(70, "also", Column.bigInt("id")).primaryKeyHandle("id"))
                    .row("id", 1L)));
    next(
        hour(1)
            .add(
                "d",
                TableData.of(Table.of(50, "kept", Column.bigInt("id")).primaryKeyHandle("id"))
                    .row("id", 2L))
            .add(
                "d",
                TableData.of(Table.of(70, "also", Column.bigInt("id")).primaryKeyHandle("id"))
                    .delete("id", 1L)));
    JsonNode report = merged();

    assertThat(rows("*", "d/kept")).containsExactly(row(1), row(2));
    assertThat(output.dataFiles()).noneMatch(file -> file.startsWith("d/also/"));
    assertThat(counter(report, "row_of_unknown_table")).isEqualTo(4);
    assertThat(report.get("rows").get("filtered").longValue()).isEqualTo(5);
  }

  @Test
  void partitionsAreMergedByTheirOwnIds() throws Exception {
    BackupTruth full = full(BackupBuilder.full().add("d", partitions(0, 40, "full")).rowsPerSst(5));
    TableData changes = partitions(10, 20, "changed");
    changes.delete("id", 30L, "year_of", 2022, Table.ROW_ID, 31L);
    BackupTruth next = next(hour(1).add("d", changes));
    merged("--extraColumns=partition");

    Map<String, RowTruth> expected = new TreeMap<>();
    full.table("parts").rows().forEach(each -> expected.put(each.texts().get("id"), each));
    next.table("parts").rows().forEach(each -> expected.put(each.texts().get("id"), each));
    expected.remove("30");
    List<List<String>> rows = new ArrayList<>();
    expected
        .values()
        .forEach(
            each -> {
              List<String> cells = new ArrayList<>(each.texts().values());
              cells.add(each.partition());
              rows.add(cells);
            });
    assertThat(rows("id::varchar, year_of::varchar, payload, _tidb_partition", "d/parts"))
        .isEqualTo(sorted(rows));
  }

  private static TableData partitions(int from, int to, String text) {
    TableData data = SampleTables.partitioned(70, "parts", 0);
    for (int i = from; i < to; i++) {
      data.row(
          "id",
          (long) i,
          "year_of",
          2022 + i % 5,
          "payload",
          text + i + (i % 3 == 0 ? LONG : ""),
          Table.ROW_ID,
          i + 1L);
    }
    return data;
  }

  @Test
  void keysOfSeveralColumnsAreMerged() throws Exception {
    Table table =
        Table.of(
                60,
                "common",
                Column.varchar("code", 20).collate("utf8mb4", "utf8mb4_general_ci"),
                Column.decimal("part", 10, 2),
                Column.varchar("note", 400))
            .clusteredKey("code", "part");
    BigDecimal part = new BigDecimal("-1.50");
    full(
        BackupBuilder.full()
            .add(
                "shop",
                TableData.of(table)
                    .row("code", "", "part", part, "note", null)
                    .row("code", "Abc ", "part", part, "note", "first")
                    .row("code", "abc", "part", BigDecimal.ONE, "note", "other")
                    .row("code", "zeta", "part", part, "note", LONG)));
    // In this collation the key is that of "Abc ".
    next(
        hour(1)
            .add(
                "shop",
                TableData.of(table)
                    .row("code", "aBC", "part", part, "note", "second")
                    .delete("code", "zeta", "part", part)));
    merged();

    assertThat(rows("code, part, note", "shop/common"))
        .containsExactly(
            row("", "-1.50", null), row("aBC", "-1.50", "second"), row("abc", "1.00", "other"));
  }

  @Test
  void changesThatSpanManyOldFilesReachEachOfThem() throws Exception {
    full(BackupBuilder.full().add("d", numbered(100)).rowsPerSst(7));
    TableData changes = TableData.of(users());
    for (long id = 1; id <= 110; id += 3) {
      changes.row("id", id, "name", "changed " + id);
    }
    next(hour(1).add("d", changes).rowsPerSst(20));
    next(hour(2).add("d", TableData.of(users()).delete("id", 50L)));
    JsonNode report = merged();

    assertThat(rows("count(*), count(*) filter (name like 'changed%')", "d/users"))
        .containsExactly(row(100 + 3 - 1, 37));
    assertThat(report.get("rows").get("read").longValue()).isEqualTo(100 + 37 + 1);
    assertThat(rows("name", "d/users")).doesNotContain(row("full 50")).contains(row("full 51"));
  }

  @Test
  void anEmptyFullBackupAndAnEmptyIncrementalAreFine() throws Exception {
    full(BackupBuilder.full().add("d", TableData.of(users())));
    next(hour(1).add("d", numbered(3)));
    next(hour(2).add("d", TableData.of(users())));
    merged();

    assertThat(rows("*", "d/users")).hasSize(3);
  }

  @Test
  void encryptedBackupsAreMergedWithOneKey() throws Exception {
    byte[] key = new byte[16];
    Path keyFile = folder.resolve("backup.key");
    Files.write(keyFile, key);
    Encryption encryption = Encryption.aes(key);
    full(BackupBuilder.full().encrypt(encryption).add("d", numbered(3)));
    next(hour(1).encrypt(encryption).add("d", TableData.of(users()).delete("id", 1L)));
    merged("--cipher=aes128_ctr", "--cipherKeyFile=" + keyFile);

    assertThat(rows("id", "d/users")).containsExactly(row(2), row(3));
  }
}
