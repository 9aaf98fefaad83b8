package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.br.testing.StoredFile;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportBrVerifyTest extends ExportBrFixture {
  private BackupTruth truth;

  @BeforeEach
  void backUp() throws IOException {
    truth =
        BackupBuilder.full()
            .add("shop", SampleTables.commonHandle(60, "common"))
            .add("other", SampleTables.partitioned(70, "parts", 40))
            .withIndexes()
            .write(backup);
  }

  @Test
  void verifyingReadsIndexesTooAndWritesOnlyTheReport() throws Exception {
    CommandLine answer = done("--verifyOnly");

    assertThat(output.files()).isEmpty();
    assertThat(answer.out())
        .contains("export-br: verified")
        .containsPattern("SSTs +" + truth.files().size() + " ")
        .containsPattern("key_skipped_index +" + truth.indexEntries() + "\\b")
        .containsPattern("checksums +" + truth.files().size() + " ")
        .doesNotContain("hold index entries only", "written");
  }

  @Test
  void verifyingAfterAnExportLeavesItAlone() throws Exception {
    done();
    Map<String, Object> times = output.times();
    done("--verifyOnly");

    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void onlyVerifyingFindsADamagedIndex() throws Exception {
    StoredFile index = truth.files().get(truth.files().size() - 1);
    Path path = backup.resolve(index.name());
    byte[] bytes = Files.readAllBytes(path);
    bytes[10] ^= 1;
    Files.write(path, bytes);
    CommandLine answer = export("--verifyOnly");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains(path.toString());
    assertThat(output.files()).isEmpty();
    done();
    holds(truth);
  }

  @Test
  void aDryRunSaysWhatWouldBeDoneAndWritesNothing() throws Exception {
    CommandLine answer = export("--dryRun");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out())
        .contains("Would export to " + output.root(), "shop.common", "shop/common/", "2 tables;")
        .contains("Nothing was written.", "hold index entries only");
    assertThat(Files.exists(output.root())).isFalse();
  }

  @Test
  void aDryRunOfAVerificationWritesNothingEither() throws Exception {
    CommandLine answer = export("--dryRun", "--verifyOnly");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).contains("Would verify:", truth.files().size() + " files");
    assertThat(Files.exists(output.root())).isFalse();
  }
}
