package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import dev.parqueduct.io.br.testing.BackupTruth.TableTruth;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import dev.parqueduct.pipelines.exportvt.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportBrIncrementalTest extends ExportBrFixture {
  private static TableData changes() {
    Table table =
        Table.of(60, "users", Column.bigInt("id"), Column.varchar("name", 400).notNull())
            .primaryKeyHandle("id");
    return TableData.of(table)
        .row("id", 1L, "name", "new")
        .delete("id", 2L)
        .row("id", 3L, "name", "long ".repeat(70))
        .delete("id", 4L);
  }

  private static List<String> row(RowTruth row, String operation) {
    return Arrays.asList(
        row.texts().get("id"), row.texts().get("name"), operation, Long.toString(row.commitTs()));
  }

  @Test
  void deletesAreRowsAndEveryRowSaysWhenItWasCommitted() throws Exception {
    BackupTruth truth = BackupBuilder.incremental().add("d", changes()).write(backup);
    done();

    TableTruth table = truth.table("users");
    List<List<String>> expected = new ArrayList<>();
    table.rows().forEach(each -> expected.add(row(each, "put")));
    table.deletes().forEach(each -> expected.add(row(each, "delete")));
    assertThat(table.deletes()).hasSize(2);
    assertThat(rows("id::varchar, name, _tidb_op, _tidb_commit_ts::varchar", table))
        .isEqualTo(sorted(expected));
    assertThat(output.report().get("rows").get("written").longValue()).isEqualTo(4);
  }

  @Test
  void theCommitTimeIsThatOfTheTimestamp() throws Exception {
    BackupTruth truth = BackupBuilder.incremental().add("d", changes()).write(backup);
    done();

    assertThat(
            rows(
                "distinct epoch_ms(_tidb_commit_time) = (_tidb_commit_ts::ubigint >> 18)",
                truth.table("users")))
        .containsExactly(List.of("true"));
  }

  @Test
  void aFullBackupHasNoSuchColumnsUnlessAsked() throws Exception {
    BackupTruth truth =
        BackupBuilder.full().add("d", SampleTables.partitioned(70, "parts", 9)).write(backup);
    done();
    holds(truth);
    output = new Output(folder.resolve("asked"));
    done("--extraColumns=op,commit_ts");

    assertThat(rows("distinct _tidb_op", truth.table("parts"))).containsExactly(List.of("put"));
  }
}
