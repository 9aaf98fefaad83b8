package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-events}; no server is there when it is described. */
class EventsOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new BackfillEvents(),
            List.of(
                "--url=http://db.internal:8123",
                "--user=loader",
                "--passwordFile=gs://keys/loader",
                "--partition=202401-202406",
                "--verify",
                "--output=gs://lake/backfill"));
  }

  @AfterAll
  static void release() {
    job = null;
  }

  @Test
  void touchesNeitherStorageNorServerWhileTheGraphIsBuilt() {
    assertThat(job.storageRequests()).isZero();
  }

  @Test
  void consistsOfTheChunksTheirComparisonAndTheReport() {
    assertThat(job.outerSteps())
        .containsExactlyInAnyOrder("BackfillChunks", "VerifyChunks", "ConcludeBackfill");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("BackfillChunks/Plan"))
        .anyMatch(step -> step.startsWith("BackfillChunks/SpreadChunks/"))
        .anyMatch(step -> step.startsWith("BackfillChunks/Backfill"))
        .anyMatch(step -> step.startsWith("VerifyChunks/AfterAllChunks/"))
        .anyMatch(step -> step.startsWith("VerifyChunks/SpreadChunks/"))
        .anyMatch(step -> step.startsWith("VerifyChunks/Verify"))
        .anyMatch(step -> step.startsWith("ConcludeBackfill/AfterAllChunks/"));
  }

  @Test
  void readsInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesNoSecretButTheNameOfItsFile() {
    job.assertCarriesNoSecret();
    assertThat(job.option("passwordFile").asText()).isEqualTo("gs://keys/loader");
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
