package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportVtRerunTest extends ExportVtFixture {
  @BeforeEach
  void twoDays() throws Exception {
    feed.day("20201101", 4, 30).day("20201102", 4, 30);
  }

  @Test
  void theSecondRunFindsNothingToDoAndTouchesNothing() throws Exception {
    done();
    Map<String, Object> times = output.times();
    Map<String, String> content = output.content();
    CommandLine again = done();

    assertThat(again.out()).contains("Nothing to do: all 8 packages of the input are exported");
    assertThat(output.times()).isEqualTo(times);
    assertThat(output.content()).isEqualTo(content);
  }

  @Test
  void oneMoreDayAddsOnlyThatDay() throws Exception {
    done();
    Map<String, Object> before = output.times();
    feed.day("20201103", 2, 30);
    CommandLine more = done();

    Map<String, Object> after = new HashMap<>(output.times());
    assertThat(after).containsAllEntriesOf(before);
    before.keySet().forEach(after::remove);
    assertThat(after.keySet())
        .contains(
            "_ledger/units/20201103-000.json",
            "_ledger/keys/20201103-000.keys",
            "virustotal.reports.202011030000000.parquet")
        .allMatch(name -> name.contains("20201103"));
    assertThat(more.out()).containsPattern("packages +2 ").contains("2 done before");
    holds(NaiveExport.first(feed, 0));
  }

  @Test
  void aLatePackageOfABegunDayFormsAPartOfItsOwn() throws Exception {
    done();
    Map<String, Object> before = output.times();
    Path late = feed.root().resolve("20201101/20201101T0000b");
    Files.copy(feed.root().resolve("20201102/20201102T0000"), late);
    feed.add("20201101/20201101T0999", feed.randomLines("20201101", 200));
    CommandLine more = done();

    assertThat(output.times()).containsAllEntriesOf(before);
    assertThat(output.files()).containsKey("_ledger/units/20201101-001.json");
    assertThat(output.dataFiles()).contains("virustotal.reports.202011010010000.parquet");
    assertThat(more.out()).containsPattern("packages +2 ");
    assertThat(
            output.duckdb(
                "select sha256 from read_parquet('$out/*.parquet') group by all having count(*) > 1"))
        .isEmpty();
    assertThat(done().out()).contains("Nothing to do");
  }

  @Test
  void theBytesDoNotDependOnHowTheWorkIsShared() throws Exception {
    done();
    Map<String, String> expected = output.content();
    for (String way :
        List.of("--shuffleBuckets=1", "--shuffleBuckets=77", "--bzip2Decoder=commons_compress")) {
      output = new Output(folder.resolve(way.replaceAll("[^a-zA-Z0-9]", "")));
      done(way);
      assertThat(output.content()).as(way).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "latest"})
  void aRunThatWasKilledEndsWithTheSameBytes(String keep) throws Exception {
    long package0 = Files.size(feed.root().resolve("20201101/20201101T0000"));
    String[] options = {"--keep=" + keep, "--unitBytes=" + 5 * package0};
    done(options);
    Map<String, String> expected = output.content();
    assertThat(output.dataFiles()).hasSize(2);

    // Killed between the files of a unit and its entry; before its files; with rubbish left behind.
    for (List<String> lost :
        List.of(
            List.of("_ledger/units/20201101-000.json"),
            List.of("virustotal.reports.202011010000000.parquet", "_ledger/keys/20201102-000.keys"),
            List.of("_ledger/units/20201101-000.json", "_ledger/units/20201102-000.json"))) {
      for (String file : lost) {
        Files.delete(output.root().resolve(file));
      }
      Path pending = output.root().resolve("_ledger/pending/20201101-000/x.parquet.tmp");
      if (lost.toString().contains("20201101")) {
        Files.createDirectories(pending.getParent());
        Files.writeString(pending, "half");
      }
      done(options);
      assertThat(output.content()).as("%s", lost).isEqualTo(expected);
    }
  }

  @Test
  void otherOptionsForTheSameOutputAreRefused() throws Exception {
    done();
    Map<String, Object> times = output.times();
    CommandLine answer = export("--keep=latest", "--rowsPerFile=7");

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains(
            "was begun with other options",
            "--keep was first and is now latest",
            "--rowsPerFile was 500000 and is now 7");
    assertThat(output.times()).isEqualTo(times);
    assertThat(export("--keep=FIRST", "--compression=ZSTD").exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void keepingTheLatestDoesNotReplaceWhatIsFinalButSaysSo() throws Exception {
    done("--keep=latest");
    Map<String, Object> times = output.times();
    feed.add("20201103/20201103T0000", List.of(feed.v2(1, LocalDateTime.of(2020, 11, 3, 1, 0))));
    // File 1 is among those of the first two days, or the test would prove nothing.
    assertThat(NaiveExport.first(feed, 0).rows())
        .filteredOn(row -> row.get(0).equals(SampleFeed.sha256(1)))
        .allMatch(row -> !row.get(8).equals("20201103"));
    CommandLine answer = export("--keep=latest");

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err())
        .contains("--keep=latest would have to replace rows that are final", "--keep=first");
    assertThat(output.times()).containsExactlyInAnyOrderEntriesOf(times);
  }

  @Test
  void theLatestIsKeptAcrossRunsWhenNothingHasToBeReplaced() throws Exception {
    done("--keep=latest");
    feed.add("20201103/20201103T0000", List.of(feed.v2(5000, LocalDateTime.of(2020, 11, 3, 1, 0))));
    done("--keep=latest");

    holds(NaiveExport.latest(feed));
  }

  @Test
  void aPackageThatChangedIsAnError() throws Exception {
    done();
    Path changed = feed.root().resolve("20201101/20201101T0001");
    Files.write(changed, new byte[] {1, 2, 3});
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains(changed + " had ", "has 3 now");
  }

  @Test
  void aDamagedLedgerIsExplained() throws Exception {
    done();
    Path entry = output.root().resolve("_ledger/units/20201101-000.json");
    Map<String, String> expected = output.content();
    Files.writeString(entry, "{");
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains(entry + " is damaged", "Delete it");
    Files.delete(entry);
    done();
    assertThat(output.content()).isEqualTo(expected);
  }
}
