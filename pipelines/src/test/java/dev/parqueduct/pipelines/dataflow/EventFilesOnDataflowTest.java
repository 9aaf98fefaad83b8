package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-events --join=files}; no file is there when it is described. */
class EventFilesOnDataflowTest extends DataflowJobTest {
  EventFilesOnDataflowTest() {
    super(
        new BackfillEvents(),
        "--url=http://db.internal:8123",
        "--user=loader",
        "--passwordFile=gs://keys/loader",
        "--partition=202401-202406",
        "--join=files",
        "--profile=langfuse_v4",
        "--observationsFiles=gs://lake/observations",
        "--tracesFiles=gs://lake/traces/*.parquet",
        "--datasetRunItemsFiles=gs://lake/items",
        "--output=gs://lake/backfill");
  }

  @Test
  void consistsOfTheFilesAndTheReport() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("BackfillFiles", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("BackfillFiles/Plan"))
        .anyMatch(step -> step.startsWith("BackfillFiles/SpreadFiles/"))
        .anyMatch(step -> step.startsWith("BackfillFiles/ReadFiles"))
        .anyMatch(step -> step.startsWith("BackfillFiles/FindMovedRows"))
        .anyMatch(step -> step.startsWith("BackfillFiles/JoinByTrace/"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }
}
