package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-events --join=files}; no file is there when it is described. */
class EventFilesOnDataflowTest {
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
                "--join=files",
                "--profile=langfuse_v4",
                "--observationsFiles=gs://lake/observations",
                "--tracesFiles=gs://lake/traces/*.parquet",
                "--datasetRunItemsFiles=gs://lake/items",
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
  void consistsOfTheFilesAndTheReport() {
    assertThat(job.outerSteps()).containsExactlyInAnyOrder("BackfillFiles", "ConcludeBackfill");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("BackfillFiles/Plan"))
        .anyMatch(step -> step.startsWith("BackfillFiles/SpreadFiles/"))
        .anyMatch(step -> step.startsWith("BackfillFiles/ReadFiles"))
        .anyMatch(step -> step.startsWith("BackfillFiles/FindMovedRows"))
        .anyMatch(step -> step.startsWith("BackfillFiles/JoinByTrace/"))
        .anyMatch(step -> step.startsWith("ConcludeBackfill/AfterAllChunks/"));
  }

  @Test
  void readsInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesNoSecretButTheNameOfItsFile() {
    job.assertCarriesNoSecret();
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
