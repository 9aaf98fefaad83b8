package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.importtidb.ImportTidb;
import org.junit.jupiter.api.Test;

/** The job of {@code import-tidb}. */
class ImportOnDataflowTest extends DataflowJobTest {
  ImportOnDataflowTest() {
    super(
        new ImportTidb(),
        "--input=gs://lake/vt",
        "--table=threat_intel.files",
        "--host=tidb",
        "--passwordFile=gs://secrets/loader",
        "--verify");
  }

  @Test
  void plansLoadsAndReports() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("LoadFiles", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("LoadFiles/Plan"))
        .anyMatch(step -> step.startsWith("LoadFiles/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("LoadFiles/Load"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("passwordFile").asText()).isEqualTo("gs://secrets/loader");
    assertThat(job().option("verify").asBoolean()).isTrue();
  }
}
