package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.dataflow.DataflowJob;
import dev.parqueduct.pipelines.options.OptionTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportVtOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new ExportVt(),
            List.of(
                "--input=gs://feed/2026*/*,s3://feed",
                "--output=gs://lake/vt",
                "--startDate=2026-11-01",
                "--minPositives=3"));
  }

  @AfterAll
  static void release() {
    job = null;
  }

  @Test
  void touchesNoStorageWhileTheGraphIsBuilt() {
    assertThat(job.storageRequests()).isZero();
  }

  @Test
  void consistsOfThePlanTheExportAndTheReport() {
    assertThat(job.outerSteps()).containsExactlyInAnyOrder("Plan", "ExportFeed", "WriteReport");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("ExportFeed/ReadReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/DeduplicateReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/WriteUnits/"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesTheOptions() {
    assertThat(job.option("input").asText()).isEqualTo("gs://feed/2026*/*,s3://feed");
    assertThat(job.option("output").asText()).isEqualTo("gs://lake/vt");
    assertThat(job.option("startDate").asText()).isEqualTo("2026-11-01");
    assertThat(job.option("minPositives").asInt()).isEqualTo(3);
  }

  @Test
  void carriesNoSecret() {
    job.assertCarriesNoSecret();
  }

  @Test
  void takesSecretsByReferenceOnly() {
    assertThat(OptionTable.of(ExportVtOptions.class))
        .extracting(OptionTable.Option::name)
        .noneMatch(name -> name.matches("(?i).*(token|secret|password|credential|key)"));
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
