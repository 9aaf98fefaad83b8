package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.exportvt.ExportVt;
import org.junit.jupiter.api.Test;

/** The job of {@code export-vt}. */
class ExportVtOnDataflowTest extends DataflowJobTest {
  ExportVtOnDataflowTest() {
    super(
        new ExportVt(),
        "--input=gs://feed/2026*/*,s3://feed",
        "--output=gs://lake/vt",
        "--startDate=2026-11-01",
        "--minPositives=3");
  }

  @Test
  void consistsOfThePlanTheExportAndTheReport() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("Plan", "ExportFeed", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("ExportFeed/ReadReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/DeduplicateReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/WriteUnits/"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("input").asText()).isEqualTo("gs://feed/2026*/*,s3://feed");
    assertThat(job().option("output").asText()).isEqualTo("gs://lake/vt");
    assertThat(job().option("startDate").asText()).isEqualTo("2026-11-01");
    assertThat(job().option("minPositives").asInt()).isEqualTo(3);
  }
}
