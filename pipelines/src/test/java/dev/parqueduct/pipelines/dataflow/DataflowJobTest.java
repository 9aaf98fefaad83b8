package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.options.OptionTable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What must be true of the job of every pipeline. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DataflowJobTest {
  private final Command command;
  private final List<String> options;
  private DataflowJob job;

  DataflowJobTest(Command command, String... options) {
    this.command = command;
    this.options = List.of(options);
  }

  @BeforeAll
  void translate() throws IOException {
    job = DataflowJob.translate(command, options);
  }

  @AfterAll
  void release() {
    job = null;
  }

  final DataflowJob job() {
    return job;
  }

  @Test
  void touchesNoStorageWhileTheGraphIsBuilt() {
    assertThat(job.storageRequests()).isZero();
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    job.assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesNoSecret() {
    job.assertCarriesNoSecret();
  }

  @Test
  void takesSecretsByReferenceOnly() {
    assertThat(OptionTable.of(command.options()))
        .extracting(OptionTable.Option::name)
        .noneMatch(
            name -> name.matches("(?i).*(token|secret|password|credential|cipherkey|apikey)"));
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    job.assertIsSmallEnoughToBeSubmitted();
  }
}
