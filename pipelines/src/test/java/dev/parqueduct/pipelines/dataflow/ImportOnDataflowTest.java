package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.importtidb.ImportTidb;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of {@code import-tidb}. */
class ImportOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new ImportTidb(),
            List.of(
                "--input=gs://lake/vt",
                "--table=threat_intel.files",
                "--host=tidb",
                "--passwordFile=gs://secrets/loader",
                "--verify"));
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
  void plansLoadsAndReports() {
    assertThat(job.outerSteps()).containsExactlyInAnyOrder("LoadFiles", "WriteReport");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("LoadFiles/Plan"))
        .anyMatch(step -> step.startsWith("LoadFiles/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("LoadFiles/Load"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesTheReferenceToThePasswordAndNoSecret() {
    assertThat(job.option("passwordFile").asText()).isEqualTo("gs://secrets/loader");
    assertThat(job.option("verify").asBoolean()).isTrue();
    job.assertCarriesNoSecret();
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
