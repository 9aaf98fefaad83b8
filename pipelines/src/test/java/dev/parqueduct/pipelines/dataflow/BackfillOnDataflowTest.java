package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import org.junit.jupiter.api.Test;

/** The job of {@code backfill-classification}. */
class BackfillOnDataflowTest extends DataflowJobTest {
  BackfillOnDataflowTest() {
    super(
        new BackfillClassification(),
        "--input=gs://lake/vt",
        "--lookup=gs://verdicts/sha1",
        "--maxFailed=10");
  }

  @Test
  void plansFillsAndReports() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("FillFiles", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("FillFiles/Plan"))
        .anyMatch(step -> step.startsWith("FillFiles/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("FillFiles/Fill"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("lookup").asText()).isEqualTo("gs://verdicts/sha1");
    assertThat(job().option("maxFailed").asLong()).isEqualTo(10);
  }
}
