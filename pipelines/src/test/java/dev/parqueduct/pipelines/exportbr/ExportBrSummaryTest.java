package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.BackupTruth.TableTruth;
import dev.parqueduct.io.br.testing.ExampleBackup;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExportBrSummaryTest extends ExportBrFixture {
  @Test
  void theSummaryAndTheReportCountTheSame() throws Exception {
    BackupTruth truth = ExampleBackup.write(backup);
    CommandLine answer = done();
    holds(truth);

    JsonNode report = output.report();
    JsonNode counters = report.get("counters");
    long longRows = truth.tables().stream().mapToLong(TableTruth::rowsInDefaultCf).sum();
    assertThat(counters.get("kv_put_short_value").longValue()).isEqualTo(truth.rows() - longRows);
    assertThat(counters.get("kv_put_joined").longValue()).isEqualTo(longRows).isPositive();
    assertThat(counters.get("sst_sum_verified").longValue())
        .isEqualTo(report.get("sources").longValue());
    assertThat(report.get("options").get("filter").textValue()).isEmpty();
    assertThat(report.get("fileCount").longValue()).isEqualTo(output.dataFiles().size());
    assertThat(answer.out())
        .containsPattern("tables +3\\n")
        .containsPattern("SSTs +" + report.get("sources") + "   in " + report.get("units") + " un")
        .containsPattern("rows +" + truth.rows() + " ")
        .containsPattern("written +" + truth.rows() + "   in " + output.dataFiles().size() + " f")
        .containsPattern("checksums +" + report.get("sources") + "   SSTs equal")
        .contains("output     " + output.root(), "report     " + output.root());
  }

  @Test
  void databasesWithoutTablesAndIndexesLeaveNoTrace() throws Exception {
    ExampleBackup.write(backup);
    done();

    Set<String> folders = new TreeSet<>();
    output.files().keySet().forEach(name -> folders.add(name.replaceFirst("/[^/]*$", "")));
    assertThat(folders)
        .containsExactly(
            "_ledger",
            "_ledger/units",
            "_manifest.json",
            "shop/customers",
            "shop/events",
            "shop/orders");
  }
}
