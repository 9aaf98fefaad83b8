package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import org.junit.jupiter.api.Test;

/** The job of {@code export-rawkv}. */
class RawKvOnDataflowTest extends DataflowJobTest {
  RawKvOnDataflowTest() {
    super(
        new ExportRawKv(),
        "--input=s3://backups/raw",
        "--valueDecoder=json",
        "--valueDecoderConfig=name:string",
        "--output=gs://lake/out",
        "--cipher=aes128_ctr",
        "--cipherKeyFile=gs://keys/backup.key");
  }

  @Test
  void consistsOfTheExportAndTheReport() {
    assertThat(job().outerSteps()).containsExactlyInAnyOrder("ExportBackup", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/Request"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/ReadMeta"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("ExportBackup/ExportUnits/Export"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("output").asText()).isEqualTo("gs://lake/out");
    assertThat(job().option("valueDecoder").asText()).isEqualTo("json");
    assertThat(job().option("cipherKeyFile").asText()).isEqualTo("gs://keys/backup.key");
  }
}
