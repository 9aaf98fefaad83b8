package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import org.junit.jupiter.api.Test;

/** The job of {@code export-postgres}. */
class PostgresOnDataflowTest extends DataflowJobTest {
  PostgresOnDataflowTest() {
    super(
        new ExportPostgres(),
        "--host=db.internal",
        "--database=items",
        "--user=archiver",
        "--passwordFile=gs://keys/archiver",
        "--tables=items_2025*",
        "--output=gs://lake/items");
  }

  @Test
  void consistsOfTheExportAndTheOutcomes() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("ExportDatabase", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("ExportDatabase/Plan/ReadCatalog"))
        .anyMatch(step -> step.startsWith("ExportDatabase/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("ExportDatabase/ExportUnits/Try"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheNameOfTheFileOfThePassword() {
    assertThat(job().option("passwordFile").asText()).isEqualTo("gs://keys/archiver");
  }
}
