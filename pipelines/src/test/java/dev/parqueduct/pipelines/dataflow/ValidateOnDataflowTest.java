package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import dev.parqueduct.pipelines.validateparquet.ValidateParquetOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The job of {@code validate-parquet}. */
class ValidateOnDataflowTest {
  private static DataflowJob job;

  @BeforeAll
  static void translate() throws IOException {
    job =
        DataflowJob.translate(
            new ValidateParquet(),
            List.of(
                "--input=gs://archive/items",
                "--against=jdbc:postgresql://db:5432/items",
                "--user=auditor",
                "--passwordFile=gs://keys/password"));
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
  void validatesComparesAndConcludes() {
    assertThat(job.outerSteps())
        .containsExactlyInAnyOrder("ValidateFiles", "CompareTables", "ConcludeValidation");
    assertThat(job.steps())
        .anyMatch(step -> step.startsWith("ValidateFiles/Plan/ListFiles"))
        .anyMatch(step -> step.startsWith("ValidateFiles/SpreadFiles/"))
        .anyMatch(step -> step.startsWith("CompareTables/Compare"));
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesTheOptionsAndNoSecret() {
    assertThat(job.option("passwordFile").asText()).isEqualTo("gs://keys/password");
    job.assertCarriesNoSecret();
    assertThat(OptionTable.of(ValidateParquetOptions.class))
        .extracting(OptionTable.Option::name)
        .noneMatch(name -> name.matches("(?i).*(token|secret|password|credential)"));
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }

  @Test
  void dropsNothingFromElsewhere() {
    CommandRun.Ended ended =
        CommandRun.run(
            new ValidateParquet(),
            List.of(
                "--input=gs://archive/items",
                "--against=jdbc:postgresql://db:5432/items",
                "--user=auditor",
                "--certify=drop",
                "--confirmTable=public.items",
                "--runner=DataflowRunner"));
    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
