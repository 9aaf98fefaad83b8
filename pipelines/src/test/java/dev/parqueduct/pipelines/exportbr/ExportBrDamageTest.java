package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.StoredFile;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportBrDamageTest extends ExportBrFixture {
  private BackupTruth truth;

  @BeforeEach
  void backUp() throws IOException {
    truth =
        BackupBuilder.full()
            .add("d", table(80, "one", "second".repeat(70)))
            .add("d", table(81, "two", "second".repeat(70)))
            .add("d", table(90, "short_one", "second"))
            .add("d", table(91, "short_two", "second"))
            .write(backup);
  }

  /** Tables of one unit, whose SSTs have as many bytes and differ in the id within the keys. */
  private static TableData table(long id, String name, String value) {
    return TableData.of(
            Table.of(id, name, Column.bigInt("id"), Column.varchar("name", 500))
                .primaryKeyHandle("id"))
        .row("id", 1L, "name", "first")
        .row("id", 2L, "name", value);
  }

  private Path path(StoredFile sst) {
    return backup.resolve(sst.name());
  }

  private StoredFile sst(String family, long id) {
    return ssts(truth, family, id).get(0);
  }

  /** The export fails over this SST of a table in one line, and nothing of its unit is final. */
  private void fails(StoredFile sst, long id, String words) throws IOException {
    CommandLine answer = export("--tableIds=" + id);
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err().strip().lines()).hasSize(1);
    assertThat(answer.err()).contains(sst.name() + words).doesNotContain("Exception");
    assertThat(output.files().keySet())
        .filteredOn(name -> !name.startsWith("_ledger/pending/"))
        .containsExactly("_ledger/run.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "default"})
  void aMissingSstIsNamed(String family) throws Exception {
    StoredFile lost = sst(family, 80);
    Files.delete(path(lost));

    fails(lost, 80, " is missing, although the backupmeta names it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "default"})
  void aTruncatedSstIsNamed(String family) throws Exception {
    StoredFile cut = sst(family, 80);
    byte[] whole = Files.readAllBytes(path(cut));
    int left = whole.length - 100;
    Files.write(path(cut), Arrays.copyOf(whole, left));

    fails(cut, 80, " has " + left + " bytes, but the backupmeta says " + whole.length);
  }

  @ParameterizedTest
  @CsvSource({"80, 81, ' is damaged: its sha256 is '", "90, 91, ' is damaged: its sha256 is '"})
  void anSstThatHasTheBytesOfAnotherIsNamed(long id, long other, String words) throws Exception {
    StoredFile one = sst("write", id);
    StoredFile two = sst("write", other);
    byte[] bytesOfOne = Files.readAllBytes(path(one));
    byte[] bytesOfTwo = Files.readAllBytes(path(two));
    assertThat(bytesOfOne).hasSameSizeAs(bytesOfTwo).isNotEqualTo(bytesOfTwo);
    Files.write(path(one), bytesOfTwo);
    Files.write(path(two), bytesOfOne);

    fails(one, id, words);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.9})
  void anSstWithAFlippedBitIsNamed(double where) throws Exception {
    StoredFile flipped = sst("default", 80);
    byte[] bytes = Files.readAllBytes(path(flipped));
    bytes[(int) (bytes.length * where)] ^= 4;
    Files.write(path(flipped), bytes);

    fails(flipped, 80, "");
  }

  @Test
  void aRepairedBackupIsExportedToTheSamePlace() throws Exception {
    StoredFile lost = sst("default", 80);
    byte[] whole = Files.readAllBytes(path(lost));
    Files.delete(path(lost));
    fails(lost, 80, " is missing");
    Files.write(path(lost), whole);
    done("--tableIds=80");

    assertThat(rows("columns(*)::varchar", truth.table("one")))
        .isEqualTo(sorted(truth.table("one").texts()));
  }
}
