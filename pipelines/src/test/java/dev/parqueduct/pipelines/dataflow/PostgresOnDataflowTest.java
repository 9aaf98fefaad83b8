package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import dev.parqueduct.pipelines.options.OptionTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of the pipeline that exports databases; no server is there when it is described. */
class PostgresOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new ExportPostgres(),
            List.of(
                "--host=db.internal",
                "--database=items",
                "--user=archiver",
                "--passwordFile=gs://keys/archiver",
                "--tables=items_2025*",
                "--output=gs://lake/items"));
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
  void consistsOfTheExportAndTheOutcomes() {
    assertThat(job.outerSteps()).containsExactlyInAnyOrder("ExportDatabase", "WriteOutcomes");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("ExportDatabase/Plan/ReadCatalog"))
        .anyMatch(step -> step.startsWith("ExportDatabase/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("ExportDatabase/ExportUnits/Try"))
        .anyMatch(step -> step.startsWith("WriteOutcomes/AfterAllUnits/"));
  }

  @Test
  void readsInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesNoSecretButTheNameOfItsFile() {
    job.assertCarriesNoSecret();
    assertThat(job.option("passwordFile").asText()).isEqualTo("gs://keys/archiver");
    assertThat(OptionTable.of(new ExportPostgres().options()))
        .extracting(OptionTable.Option::name)
        .noneMatch(name -> name.matches("(?i).*(token|secret|password|credential)"));
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
