package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.Faults;
import dev.parqueduct.pipelines.storage.GcsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups on Google Cloud Storage, where old releases of BR left a slash out. */
class ExportBrOnGcsTest extends ExportBrFixture {
  private CommandRun.Ended export(GcsEmulator server, Bucket bucket) {
    return CommandRun.run(
        new ExportBr(),
        List.of(
            "--input=" + bucket.path() + "/daily/full",
            "--output=" + output.root(),
            "--gcsEndpoint=" + server.endpoint(),
            "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
            "--project=any"));
  }

  private void upload(Bucket bucket, String meta) throws IOException {
    try (Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = backup.relativize(file).toString();
        bucket.put(
            name.equals("backupmeta") ? meta : "daily/full/" + name, Files.readAllBytes(file));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"daily/full/backupmeta", "daily/fullbackupmeta"})
  void theMetaIsFoundUnderBothNames(String meta) throws Exception {
    BackupTruth truth =
        BackupBuilder.full().add("shop", SampleTables.commonHandle(60, "common")).write(backup);
    try (GcsEmulator server = GcsEmulator.start(Faults.none())) {
      Bucket bucket = server.bucket("lake");
      upload(bucket, meta);
      CommandRun.Ended ended = export(server, bucket);

      assertThat(ended.messages()).isEmpty();
      assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
      holds(truth);
    }
  }

  @Test
  void aFolderWithoutEitherHoldsNoBackup() throws Exception {
    BackupBuilder.full().add("shop", SampleTables.commonHandle(60, "common")).write(backup);
    try (GcsEmulator server = GcsEmulator.start(Faults.none())) {
      Bucket bucket = server.bucket("lake");
      upload(bucket, "daily/other/backupmeta");
      CommandRun.Ended ended = export(server, bucket);

      assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(ended.messages()).contains("daily/full/backupmeta is missing").hasLineCount(1);
    }
  }
}
