package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job of {@code validate-parquet}. */
class ValidateOnDataflowTest extends DataflowJobTest {
  ValidateOnDataflowTest() {
    super(
        new ValidateParquet(),
        "--input=gs://archive/items",
        "--against=jdbc:postgresql://db:5432/items",
        "--user=auditor",
        "--passwordFile=gs://keys/password");
  }

  @Test
  void validatesComparesAndConcludes() {
    assertThat(job().outerSteps())
        .containsExactlyInAnyOrder("ValidateFiles", "CompareTables", "ConcludeValidation");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("ValidateFiles/Plan/ListFiles"))
        .anyMatch(step -> step.startsWith("ValidateFiles/SpreadFiles/"))
        .anyMatch(step -> step.startsWith("CompareTables/Compare"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("passwordFile").asText()).isEqualTo("gs://keys/password");
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
