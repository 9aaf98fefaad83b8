package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.run.EventLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateParquetTest extends ValidateParquetFixture {
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatIsWholePasses(int level) throws Exception {
    passes("--level=" + level);
    archive.writeLedger();
    passes("--level=" + level);
    assertThat(results()).hasSize(3);
  }

  @Test
  void aNameThatSaysOtherRowsFails() throws Exception {
    Path renamed =
        Files.move(files.get(1), Path.of(files.get(1).toString().replace("rows-100", "rows-101")));
    fails(renamed, "rows: the name says 101, the file holds 100", "--level=1");
  }

  @Test
  void aNameWithTheEndsOfAnotherFileFails() throws Exception {
    Archive.replace(files.get(1), Archive.rows(7));
    fails(
        files.get(1),
        "first timestamp: the name says \\w+, the file holds \\w+; first id: .*; last timestamp: "
            + ".*; last id: ",
        "--level=1");
  }

  @Test
  void rowsInAnyOrderHaveTheSameEnds() throws Exception {
    List<Archive.Row> rows = new ArrayList<>(Archive.rows(1));
    Collections.reverse(rows);
    Archive.replace(files.get(1), rows);
    passes("--level=1");
  }

  @Test
  void aMissingRowIsFoundByTheNameAndByTheLedger() throws Exception {
    archive.writeLedger();
    List<Archive.Row> rows = new ArrayList<>(Archive.rows(2));
    rows.remove(50);
    Archive.replace(files.get(2), rows);
    fails(files.get(2), "rows: the name says 100, the file holds 99", "--level=1");
    fails(files.get(2), "rows: the ledger says 100, the file has 99.*crc32c: the ledger says");
  }

  @Test
  void aChangedValueIsFoundByTheLedger() throws Exception {
    archive.writeLedger();
    List<Archive.Row> rows = new ArrayList<>(Archive.rows(0));
    rows.set(1, new Archive.Row(1, 50));
    Archive.replace(files.get(0), rows);
    passes("--level=1");
    fails(files.get(0), "minimum of column block_height: .*crc32c: the ledger says");
  }

  @Test
  void filesThatOverlapFail() throws Exception {
    List<Archive.Row> rows = new ArrayList<>();
    for (int number = 250; number < 320; number++) {
      rows.add(Archive.Row.of(number));
    }
    Path fourth = archive.write(rows);
    fails(fourth, "overlaps " + files.get(2).getFileName() + ": begins at 2026-11-01T00:02:30");
  }

  @Test
  void aMissingFileIsFoundByTheLedger() throws Exception {
    archive.writeLedger();
    Files.delete(files.get(1));
    fails(files.get(1), "the ledger has this file with 100 rows, and it is missing");
  }

  @Test
  void aFileTheLedgerDoesNotKnowFails() throws Exception {
    archive.writeLedger();
    fails(archive.write(Archive.rows(3)), "the ledger does not know this file");
  }

  @Test
  void aGapInTheNumbersOfAUnitFails() throws Exception {
    archive = new Archive(folder.resolve("numbered/shop/orders"));
    Path unused = archive.write("unit-7-0000.parquet", Archive.rows(0));
    Path third = archive.write("unit-7-0002.parquet", Archive.rows(1));
    fails(third, "a gap before this file: number 1 of the unit is missing");
  }

  @Test
  void filesListsGlobsAndSingleFilesAreInputs() throws Exception {
    Path list = folder.resolve("list.txt");
    Files.writeString(
        list, "# the first\n" + files.get(0) + "   # and more\n\n" + files.get(1) + "\n");
    Path results = folder.resolve("kept/results.txt");
    CommandLine answer =
        CommandLine.run(
            "validate-parquet",
            "--filesList=" + list,
            "--input=" + archive.root() + "/*_rows-100.parquet",
            "--results=" + results);
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(results)
        .content()
        .isEqualTo("PASS|%s\nPASS|%s\nPASS|%s\n".formatted(files.toArray()));
    assertThat(archive.root().resolve("_validation")).doesNotExist();
  }

  @Test
  void whatIsNamedAndNotThereFailsAndNothingAtAllIsAUsageError() throws Exception {
    Path absent = archive.root().resolve("absent.parquet");
    Path results = folder.resolve("results.txt");
    CommandLine answer =
        CommandLine.run(
            "validate-parquet", "--input=" + files.get(0) + "," + absent, "--results=" + results);
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(results).content().contains("FAIL|" + absent, "PASS|" + files.get(0));
    for (String nothing : List.of("--input=" + absent, "--input=" + folder.resolve("no"))) {
      CommandLine none = CommandLine.run("validate-parquet", nothing);
      assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(none.err()).contains("There are no Parquet files in ");
    }
    assertThat(CommandLine.run("validate-parquet").exit()).isEqualTo(ExitCode.USAGE);
    assertThat(validate("--level=4").exit()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void stopsAtTheFirstFailureIfAsked() throws Exception {
    for (Path file : files) {
      Files.write(file, new byte[0]);
    }
    CommandLine answer = validate("--stopOnError", "--concurrency=1");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(results())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("FAIL|"))
        .last()
        .asString()
        .matches("INCOMPLETE\\|stopped at a failure: [12] of 3 files were checked");
    assertThat(results().stream().filter(line -> line.startsWith("SKIP|")).count()).isPositive();
  }

  @Test
  void otherLayoutsSkipTheName() throws Exception {
    archive = new Archive(folder.resolve("plain"));
    Path unused = archive.write("data.parquet", Archive.rows(0));
    passes("--level=1");
    assertThat(archive.root().resolve("_validation/_report.json"))
        .content()
        .contains("no values in the name");
  }

  @Test
  void whatWasFoundBeforeARunFailedIsKept() throws Exception {
    passes();
    Files.write(files.get(1), new byte[0]);
    CommandLine answer = validate("--htmlReport=" + files.get(0) + "/no/folder.html");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).hasLineCount(1);
    assertThat(results())
        .containsExactly(
            "PASS|" + files.get(0),
            "FAIL|" + files.get(1),
            "PASS|" + files.get(2),
            "INCOMPLETE|failed: 3 of 3 files were checked");
  }

  @Test
  void aFileThatFailsIsToldOfOnce() throws Exception {
    Files.write(files.get(1), new byte[0]);
    try (EventLines events = EventLines.collected()) {
      assertThat(validate().out().lines().filter(line -> line.contains("rows-100")))
          .singleElement()
          .asString()
          .startsWith("FAIL " + files.get(1) + ": not a Parquet file");
      assertThat(events.of("file_failed")).isEmpty();
      CommandLine unused = validate("--verbose");
      assertThat(events.of("file_failed")).singleElement().asString().contains("not a Parquet");
    }
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    CommandLine answer = validate("--dryRun");
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).contains(files.get(2).toString(), "3 files", "Nothing was written");
    assertThat(archive.root().resolve("_validation")).doesNotExist();
  }

  @Test
  void thePageTellsAllAndNeedsNothing() throws Exception {
    archive = new Archive(folder.resolve("<b>&amp"));
    Path unused = archive.write(Archive.rows(0));
    Path page = folder.resolve("report.html");
    CommandLine answer = validate("--htmlReport=" + page);
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .contains(
            "NOT safe to drop: public.items_11_2026: its files are whole, and were not compared"
                + " with the database");
    assertThat(page)
        .content()
        .contains("&lt;b&gt;&amp;amp", Archive.name(Archive.rows(0)), "name, pages", "Signed off")
        .doesNotContain("<b>", "http:", "https:", "<script", "<link");
  }
}
