package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-events}; no server is there when it is described. */
class EventsOnDataflowTest extends DataflowJobTest {
  EventsOnDataflowTest() {
    super(
        new BackfillEvents(),
        "--url=http://db.internal:8123",
        "--user=loader",
        "--passwordFile=gs://keys/loader",
        "--partition=202401-202406",
        "--verify",
        "--output=gs://lake/backfill");
  }

  @Test
  void consistsOfTheChunksTheirComparisonAndTheReport() {
    assertThat(job().outerSteps())
        .containsExactlyInAnyOrder("BackfillChunks", "VerifyChunks", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("BackfillChunks/Plan"))
        .anyMatch(step -> step.startsWith("BackfillChunks/SpreadChunks/"))
        .anyMatch(step -> step.startsWith("BackfillChunks/Backfill"))
        .anyMatch(step -> step.startsWith("VerifyChunks/AfterAllChunks/"))
        .anyMatch(step -> step.startsWith("VerifyChunks/SpreadChunks/"))
        .anyMatch(step -> step.startsWith("VerifyChunks/Verify"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheNameOfThePasswordsFile() {
    assertThat(job().option("passwordFile").asText()).isEqualTo("gs://keys/loader");
  }
}
