package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import dev.parqueduct.pipelines.options.OptionTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jobs of the pipelines that export backups. */
class BackupsOnDataflowTest {
  private static final String BR = "export-br";
  private static final String RAW_KV = "export-rawkv";

  private static Map<String, DataflowJob> jobs;

  @BeforeAll
  static void translate() throws IOException {
    jobs =
        Map.of(
            BR,
            job(new ExportBr(), "--input=gs://backups/shop", "--filter=shop.*"),
            RAW_KV,
            job(
                new ExportRawKv(),
                "--input=s3://backups/raw",
                "--valueDecoder=json",
                "--valueDecoderConfig=name:string"));
  }

  @AfterAll
  static void release() {
    jobs = null;
  }

  private static DataflowJob job(Command command, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(
        List.of(
            "--output=gs://lake/out",
            "--cipher=aes128_ctr",
            "--cipherKeyFile=gs://keys/backup.key"));
    return DataflowJob.translate(command, all);
  }

  @ParameterizedTest
  @ValueSource(strings = {BR, RAW_KV})
  void touchesNoStorageWhileTheGraphIsBuilt(String pipeline) {
    assertThat(jobs.get(pipeline).storageRequests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {BR, RAW_KV})
  void consistsOfTheExportAndTheReport(String pipeline) {
    assertThat(jobs.get(pipeline).outerSteps())
        .containsExactlyInAnyOrderElementsOf(
            pipeline.equals(BR)
                ? List.of("ExportBackup", "PublishBackup", "WriteReport")
                : List.of("ExportBackup", "WriteReport"));
    assertThat(jobs.get(pipeline).steps())
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/Request"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/ReadMeta"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("ExportBackup/ExportUnits/Export"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {BR, RAW_KV})
  void readsFilesInItsOwnStepsOnly(String pipeline) {
    jobs.get(pipeline).assertReadsInItsOwnStepsOnly();
  }

  @Test
  void carriesTheOptions() {
    assertThat(jobs.get(BR).option("input").asText()).isEqualTo("gs://backups/shop");
    assertThat(jobs.get(BR).option("filter").asText()).isEqualTo("shop.*");
    assertThat(jobs.get(RAW_KV).option("output").asText()).isEqualTo("gs://lake/out");
    assertThat(jobs.get(RAW_KV).option("valueDecoder").asText()).isEqualTo("json");
  }

  @ParameterizedTest
  @ValueSource(strings = {BR, RAW_KV})
  void carriesNoSecretButTheNameOfItsFile(String pipeline) {
    jobs.get(pipeline).assertCarriesNoSecret();
    assertThat(jobs.get(pipeline).option("cipherKeyFile").asText())
        .isEqualTo("gs://keys/backup.key");
  }

  @Test
  void takesSecretsByReferenceOnly() {
    for (Command command : List.of(new ExportBr(), new ExportRawKv())) {
      assertThat(OptionTable.of(command.options()))
          .extracting(OptionTable.Option::name)
          .noneMatch(name -> name.matches("(?i).*(token|secret|password|credential|cipherkey)"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {BR, RAW_KV})
  void isSmallEnoughToBeSubmitted(String pipeline) {
    jobs.get(pipeline).assertIsSmallEnoughToBeSubmitted();
  }
}
