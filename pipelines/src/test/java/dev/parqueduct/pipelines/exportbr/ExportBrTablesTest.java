package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.MetaLayout;
import dev.parqueduct.io.br.testing.RowFormat;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportBrTablesTest extends ExportBrFixture {
  private static BackupBuilder everything() {
    return BackupBuilder.full()
        .add("types", SampleTables.everyType(50, "v1", RowFormat.V1))
        .add("types", SampleTables.everyType(52, "v2", RowFormat.V2))
        .add("shop", SampleTables.commonHandle(60, "common"))
        .add("other", SampleTables.partitioned(70, "parts", 40))
        .add("other", SampleTables.changedSchema(80, "changed"))
        .emptyDatabase("nothing")
        .withIndexes();
  }

  @ParameterizedTest
  @EnumSource(MetaLayout.class)
  void everyValueArrivesWhateverTheMetadataLooksLike(MetaLayout layout) throws Exception {
    BackupTruth truth = everything().meta(layout).rowsPerSst(7).write(backup);
    done();

    holds(truth);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keysAreReadByTheCollationsOfTheCluster(boolean newCollations) throws Exception {
    BackupTruth truth =
        BackupBuilder.full()
            .add("shop", SampleTables.commonHandle(60, "common"))
            .newCollations(newCollations)
            .write(backup);
    done();

    holds(truth);
  }

  @Test
  void anSstOfSeveralTablesIsSplitByTable() throws Exception {
    BackupTruth truth = everything().grouped().rowsPerSst(11).write(backup);
    done();

    holds(truth);
    assertThat(truth.files()).anyMatch(file -> file.tableMetas().size() > 1);
  }

  @Test
  void indexesAndOrphansAreNotRead() throws Exception {
    BackupTruth truth = everything().withOrphan().flatNames().write(backup);
    CommandLine answer = done();

    holds(truth);
    assertThat(truth.indexEntries()).isPositive();
    assertThat(answer.out()).containsPattern("[1-9]\\d* files of .* hold index entries only");
  }

  @Test
  void rowsOfAPartitionAreInFilesOfTheirOwn() throws Exception {
    BackupTruth truth =
        BackupBuilder.full().add("d", SampleTables.partitioned(70, "parts", 40)).write(backup);
    done("--extraColumns=table_id,partition");

    assertThat(
            output.duckdb(
                "select distinct _tidb_table_id::varchar, _tidb_partition,"
                    + " regexp_extract(filename, '-(\\d+)-\\d{4}.parquet', 1)"
                    + " from read_parquet('$out/d/parts/*.parquet', filename = true) order by 1"))
        .containsExactly(
            List.of("71", "p2023", "71"),
            List.of("72", "p2024", "72"),
            List.of("73", "rest", "73"));
    assertThat(output.report().get("rows").get("written").longValue()).isEqualTo(truth.rows());
  }
}
