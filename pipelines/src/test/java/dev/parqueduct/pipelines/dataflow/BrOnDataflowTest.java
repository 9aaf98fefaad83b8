package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.exportbr.ExportBr;
import org.junit.jupiter.api.Test;

/** The job of {@code export-br}. */
class BrOnDataflowTest extends DataflowJobTest {
  BrOnDataflowTest() {
    super(
        new ExportBr(),
        "--input=gs://backups/shop",
        "--filter=shop.*",
        "--output=gs://lake/out",
        "--cipher=aes128_ctr",
        "--cipherKeyFile=gs://keys/backup.key");
  }

  @Test
  void consistsOfTheExportAndTheReport() {
    assertThat(job().outerSteps())
        .containsExactlyInAnyOrder("ExportBackup", "PublishBackup", "WriteReport");
    assertThat(job().steps())
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/Request"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/ReadMeta"))
        .anyMatch(step -> step.startsWith("ExportBackup/Plan/SpreadUnits/"))
        .anyMatch(step -> step.startsWith("ExportBackup/ExportUnits/Export"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void carriesTheOptions() {
    assertThat(job().option("input").asText()).isEqualTo("gs://backups/shop");
    assertThat(job().option("filter").asText()).isEqualTo("shop.*");
    assertThat(job().option("cipherKeyFile").asText()).isEqualTo("gs://keys/backup.key");
  }
}
