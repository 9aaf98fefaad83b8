package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-classification}. */
class BackfillOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new BackfillClassification(),
            List.of("--input=gs://lake/vt", "--lookup=gs://verdicts/sha1", "--maxFailed=10"));
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
  void plansFillsAndReports() {
    assertThat(job.outerSteps()).containsExactlyInAnyOrder("FillFiles", "WriteReport");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("FillFiles/Plan"))
        .anyMatch(step -> step.startsWith("FillFiles/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("FillFiles/Fill"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesTheOptionsAndNoSecret() {
    assertThat(job.option("lookup").asText()).isEqualTo("gs://verdicts/sha1");
    assertThat(job.option("maxFailed").asLong()).isEqualTo(10);
    job.assertCarriesNoSecret();
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
