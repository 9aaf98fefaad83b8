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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void tablesAreComparedWithTheirSumsWhetherIndexesAreReadOrNot() throws Exception {
    for (String way : List.of("--verifyOnly", "--verifyOnly=false")) {
      CommandLine answer = done(way);

      assertThat(answer.out()).containsPattern("\\b2   tables equal to the backup's sums\\n");
      assertThat(output.report().get("counters").get("table_sum_equal").longValue()).isEqualTo(2);
      assertThat(output.report().get("tables"))
          .extracting(table -> table.get("table").textValue() + " " + table.get("sum").textValue())
          .containsExactly("other.parts equal", "shop.common equal");
    }
  }

  @Test
  void tablesOfGroupedFilesAreComparedOneByOne() throws Exception {
    backup = folder.resolve("grouped");
    BackupBuilder.full()
        .add("shop", SampleTables.commonHandle(60, "common"))
        .add("shop", SampleTables.partitioned(70, "parts", 40))
        .withIndexes()
        .grouped()
        .write(backup);
    done("--filter=shop.parts");

    assertThat(output.report().get("counters").get("table_sum_equal").longValue()).isEqualTo(1);
  }

  @Test
  void aBackupWithoutSumsOfTablesSaysSo() throws Exception {
    backup = folder.resolve("unsummed");
    BackupBuilder.full()
        .add("shop", SampleTables.commonHandle(60, "common"))
        .withoutTableChecksums()
        .write(backup);

    assertThat(done().out())
        .containsPattern("\\b0   tables equal to the backup's sums; of 1 it states none\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--verifyOnly", "--verifyOnly=false"})
  void filesThatTheBackupmetaFailsToListAreMissed(String way) throws Exception {
    backup = folder.resolve("forgetful");
    StoredFile[] first = new StoredFile[1];
    BackupBuilder.full()
        .add("shop", SampleTables.partitioned(70, "parts", 40))
        .add("shop", SampleTables.commonHandle(60, "common"))
        .rowsPerSst(5)
        .unlisted(
            file -> {
              first[0] = first[0] == null ? file : first[0];
              return ExportBrFixture.unit(file).equals(ExportBrFixture.unit(first[0]));
            })
        .write(backup);
    CommandLine answer = export(way, "--icebergWarehouse=" + icebergUnless(way));

    assertThat(answer.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    assertThat(answer.err().strip().lines()).hasSize(1);
    assertThat(answer.err())
        .contains("Table shop.common has 0 entries", "but the backup says 3 entries");
    assertThat(output.report().get("status").textValue()).isEqualTo("failed");
    assertThat(output.files()).doesNotContainKey("_manifest.json");
    assertThat(folder.resolve("warehouse")).doesNotExist();
    assertThat(export(way, "--icebergWarehouse=" + icebergUnless(way)).exit())
        .as("again, with all units done")
        .isEqualTo(ExitCode.VERIFICATION_FAILED);
  }

  /** There is nothing to publish for a run that only verifies. */
  private String icebergUnless(String verifying) {
    return verifying.endsWith("=false") ? folder.resolve("warehouse").toString() : "";
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
