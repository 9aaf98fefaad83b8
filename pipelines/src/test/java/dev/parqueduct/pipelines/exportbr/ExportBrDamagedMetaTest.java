package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.MetaLayout;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportBrDamagedMetaTest extends ExportBrFixture {
  private void backUp(MetaLayout layout) throws IOException {
    BackupBuilder.full()
        .add("d", SampleTables.partitioned(70, "parts", 20))
        .meta(layout)
        .write(backup);
  }

  /** Fails in one line that has these words; nothing is written. */
  private void fails(ExitCode exit, String... words) throws IOException {
    CommandLine answer = export();
    assertThat(answer.exit()).isEqualTo(exit);
    assertThat(answer.err().strip().lines()).hasSize(1);
    assertThat(answer.err()).contains(words).doesNotContain("Exception");
    assertThat(output.files()).isEmpty();
  }

  private Path indexObject() throws IOException {
    try (Stream<Path> files = Files.list(backup)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getFileName().toString().startsWith("backupmeta."))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = MetaLayout.class,
      names = {"V1", "V2"})
  void aTruncatedBackupmetaIsNamed(MetaLayout layout) throws Exception {
    backUp(layout);
    Path meta = backup.resolve("backupmeta");
    byte[] whole = Files.readAllBytes(meta);
    Files.write(meta, Arrays.copyOf(whole, whole.length / 2));

    fails(ExitCode.FAILED, meta.toString());
  }

  @Test
  void rubbishForABackupmetaIsNamed() throws Exception {
    backUp(MetaLayout.V1);
    Path meta = backup.resolve("backupmeta");
    Files.writeString(meta, "this is no backup at all");

    fails(ExitCode.FAILED, meta.toString());
  }

  @Test
  void anIndexObjectWithAFlippedBitIsNamed() throws Exception {
    backUp(MetaLayout.V2);
    byte[] bytes = Files.readAllBytes(indexObject());
    bytes[bytes.length / 2] ^= 1;
    Files.write(indexObject(), bytes);

    fails(ExitCode.FAILED, indexObject() + " is damaged: its sha256 is ");
  }

  @Test
  void aMissingIndexObjectIsNamed() throws Exception {
    backUp(MetaLayout.V2_NESTED);
    Path lost = indexObject();
    Files.delete(lost);

    fails(ExitCode.FAILED, lost + " is missing");
  }

  @Test
  void aFolderWithoutABackupMatchesNothing() throws Exception {
    Files.createDirectories(backup);

    fails(ExitCode.USAGE, backup.toString(), "backupmeta");
  }
}
