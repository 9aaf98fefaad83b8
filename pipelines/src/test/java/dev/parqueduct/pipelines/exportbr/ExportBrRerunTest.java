package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.RowFormat;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportBrRerunTest extends ExportBrFixture {
  @BeforeEach
  void backUp() throws IOException {
    backUp("parts", 40);
  }

  private void backUp(String table, int rows) throws IOException {
    BackupBuilder.full()
        .add("shop", SampleTables.everyType(50, "items", RowFormat.V2))
        .add("other", SampleTables.partitioned(70, table, rows))
        .rowsPerSst(5)
        .write(backup);
  }

  private List<String> entries() throws IOException {
    return output.files().keySet().stream()
        .filter(name -> name.startsWith("_ledger/units/"))
        .toList();
  }

  @Test
  void theSecondRunFindsNothingToDoAndTouchesNothing() throws Exception {
    done();
    Map<String, Object> times = output.times();
    CommandLine again = done();

    assertThat(again.out())
        .contains("Nothing to do: all " + entries().size() + " units of 2 tables are exported");
    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void aRunThatWasKilledEndsWithTheSameBytes() throws Exception {
    done();
    Map<String, String> expected = output.content();
    List<String> entries = entries();
    List<String> data = output.dataFiles();
    Files.delete(output.root().resolve(entries.get(0)));
    Files.delete(output.root().resolve(entries.get(2)));
    Files.delete(output.root().resolve(data.get(1)));
    Files.write(output.root().resolve(data.get(data.size() - 1)), new byte[] {1});
    Path pending = output.root().resolve(entries.get(0).replace("units", "pending"));
    Path rubbish = pending.resolveSibling(pending.getFileName().toString().replace(".json", ""));
    Files.createDirectories(rubbish);
    Files.writeString(rubbish.resolve("x.parquet.tmp"), "half");
    CommandLine answer = done();

    assertThat(output.content()).isEqualTo(expected);
    assertThat(answer.out()).containsPattern("[1-9]\\d* units done before");
  }

  @Test
  void theBytesDoNotDependOnTheReaderOrOnHowManyWork() throws Exception {
    done();
    Map<String, String> expected = output.content();
    for (String way : List.of("--sstReader=rocksdb", "--concurrency=1")) {
      output = new Output(folder.resolve(way.replaceAll("[^a-zA-Z0-9]", "")));
      done(way);
      assertThat(output.content()).as(way).isEqualTo(expected);
    }
  }

  @Test
  void otherOptionsForTheSameOutputAreRefused() throws Exception {
    done();
    Map<String, Object> times = output.times();
    CommandLine answer = export("--typeMapping=strings", "--rowsPerFile=7", "--filter=shop.*");

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains(
            "was begun with other options",
            "--typeMapping was logical and is now strings",
            "--rowsPerFile was 500000 and is now 7",
            "--filter was");
    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void anotherBackupForTheSameOutputIsRefused() throws Exception {
    done();
    Map<String, Object> times = output.times();
    backup = folder.resolve("another");
    backUp("other_parts", 30);
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("backup was ");
    assertThat(output.times()).isEqualTo(times);
  }

  @Test
  void withoutCheckpointsEverythingIsWrittenAgain() throws Exception {
    done();
    Map<String, String> expected = output.content();
    CommandLine answer = done("--checkpoint=false");

    assertThat(answer.out())
        .containsPattern("SSTs .* in " + entries().size() + " units")
        .doesNotContain("done before");
    assertThat(output.content()).isEqualTo(expected);
  }
}
