package dev.parqueduct.pipelines.exportvt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportVtTest extends ExportVtFixture {
  private static final String SMALL_UNITS = "--unitBytes=3000";

  private SampleFeed threeDays() throws Exception {
    return feed.day("20201101", 3, 40).day("20201102", 2, 40).day("20201103", 2, 40);
  }

  @Test
  void theFirstReportOnEveryFileIsExported() throws Exception {
    threeDays();
    CommandLine answer = done();

    holds(NaiveExport.first(feed, 0));
    assertThat(output.dataFiles())
        .containsExactly(
            "virustotal.reports.202011010000000.parquet",
            "virustotal.reports.202011020000000.parquet",
            "virustotal.reports.202011030000000.parquet");
    assertThat(answer.out()).contains("packages", "duplicates", "_report.json");
    assertThat(output.files().keySet()).noneMatch(name -> name.contains("pending"));
  }

  @Test
  void theFirstReportIsTheSameInRoundsOfAnySize() throws Exception {
    threeDays();
    done(SMALL_UNITS);

    holds(NaiveExport.first(feed, 0));
    assertThat(output.dataFiles()).hasSizeGreaterThan(3);
  }

  @Test
  void theLatestReportOnEveryFileIsExported() throws Exception {
    threeDays();
    done("--keep=latest");

    holds(NaiveExport.latest(feed));
  }

  @Test
  void theLatestReportIsTheSameInADayARound() throws Exception {
    threeDays();
    // Below the size of two days, above that of one.
    done(
        "--keep=latest",
        "--unitBytes=" + 4 * Files.size(feed.root().resolve("20201101/20201101T0000")));

    holds(NaiveExport.latest(feed));
  }

  @Test
  void reportsWithFewPositivesCanBeLeftOut() throws Exception {
    threeDays();
    done("--minPositives=2");

    holds(NaiveExport.first(feed, 2));
    assertThat(output.report().at("/rows/filtered").longValue()).isPositive();
  }

  @Test
  void scanDatesCanBeText() throws Exception {
    feed.day("20201101", 1, 30);
    done("--scanDateType=string");

    assertThat(output.duckdb("select * from read_parquet('$out/*.parquet') order by sha256"))
        .isEqualTo(NaiveExport.first(feed, 0).rows());
  }

  @Test
  void filesEndAtTheWantedNumberOfRowsAndNoneIsEmpty() throws Exception {
    feed.day("20201101", 2, 60);
    done("--rowsPerFile=10");
    int rows = NaiveExport.first(feed, 0).rows().size();

    holds(NaiveExport.first(feed, 0));
    assertThat(output.dataFiles()).hasSize((rows + 9) / 10);
    assertThat(
            output.duckdb(
                "select filename, count(*) as n from read_parquet('$out/*.parquet', filename=true)"
                    + " group by all having n > 10 or n = 0"))
        .isEmpty();
  }

  @Test
  void everyCompressionIsReadBack() throws Exception {
    feed.day("20201101", 1, 30);
    for (String compression : List.of("snappy", "none")) {
      output = new Output(folder.resolve(compression));
      done("--compression=" + compression);
      holds(NaiveExport.first(feed, 0));
    }
  }

  @Test
  void hivePartitionsAreReadByTheirDate() throws Exception {
    threeDays()
        .addRaw("undated.jsonl", ("{\"sha256\": \"" + "f".repeat(64) + "\"}").getBytes(UTF_8));
    done("--layout=hive");

    assertThat(output.dataFiles())
        .containsExactly(
            "date=20201101/part-000-0000.parquet",
            "date=20201102/part-000-0000.parquet",
            "date=20201103/part-000-0000.parquet",
            "date=__HIVE_DEFAULT_PARTITION__/part-000-0000.parquet");
    String hive =
        "select * replace (strftime(scan_date, '%Y-%m-%d %H:%M:%S') as scan_date) from"
            + " read_parquet('$out/date=2*/*.parquet', hive_partitioning=true,"
            + " hive_types_autocast=false) order by sha256";
    assertThat(output.duckdb(hive)).isEqualTo(NaiveExport.first(feed, 0).rows());
    assertThat(
            output.duckdb(
                "select date, count(*) from read_parquet('$out/*/*.parquet', hive_partitioning=false)"
                    + " where date is null group by all"))
        .containsExactly(Arrays.asList(null, "1"));
  }

  @Test
  void brokenPackagesAreRejectedAndAllOthersExported() throws Exception {
    threeDays();
    byte[] sound = Files.readAllBytes(feed.root().resolve("20201101/20201101T0000"));
    byte[] corrupt = sound.clone();
    corrupt[corrupt.length / 2] ^= 4;
    feed.addRaw("20201101/20201101T0100", Arrays.copyOf(sound, sound.length / 2))
        .addRaw("20201101/20201101T0101", corrupt)
        .addRaw("20201101/20201101T0102", new byte[0])
        .addRaw("20201101/20201101T0103", new byte[] {0, 1, 2, 3})
        .addRaw("20201105/20201105T0000", "<html>".getBytes(UTF_8));
    done();

    NaiveExport expected = NaiveExport.first(feed, 0);
    assertThat(output.rows()).isEqualTo(expected.rows());
    JsonNode report = output.report();
    assertThat(report.at("/rejectedByReason/truncated-package").longValue()).isEqualTo(1);
    assertThat(report.at("/rejectedByReason/corrupt-package").longValue()).isEqualTo(1);
    assertThat(report.at("/rejectedByReason/empty-package").longValue()).isEqualTo(1);
    assertThat(report.at("/rejectedByReason/not-text").longValue()).isEqualTo(1);
    assertThat(report.at("/rows/rejected").longValue()).isEqualTo(expected.rejected() + 5);
    assertThat(output.rejects())
        .filteredOn(reject -> reject.get("reason").textValue().equals("corrupt-package"))
        .singleElement()
        .satisfies(
            reject ->
                assertThat(reject.get("source").textValue()).isEqualTo("20201101/20201101T0101"));
    // A day without rows has an entry in the ledger and no file.
    assertThat(output.files().keySet())
        .contains("_ledger/units/20201105-000.json")
        .noneMatch(name -> name.contains("reports.20201105"));
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    threeDays();
    CommandLine answer = export("--dryRun");

    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .contains("20201101-000", "20201103-000", "3 units to export, 7 of 7 packages")
        .contains("Nothing was written.");
    assertThat(output.root()).doesNotExist();
  }

  @Test
  void daysOutsideTheRangeAreLeftOut() throws Exception {
    threeDays().addRaw("undated.jsonl", "{}".getBytes(UTF_8));
    done("--startDate=2020-11-02", "--endDate=20201102");

    assertThat(output.duckdb("select distinct date from read_parquet('$out/*.parquet')"))
        .containsExactly(List.of("20201102"));
    CommandLine answer = done("--startDate=20201103");
    assertThat(output.duckdb("select distinct date from read_parquet('$out/*.parquet') order by 1"))
        .containsExactly(List.of("20201102"), List.of("20201103"));
    assertThat(answer.out()).contains("1 files carry no date");
  }

  @Test
  void moreRejectsThanToleratedFailTheFinishedRunAndEveryLaterOne() throws Exception {
    threeDays();
    NaiveExport expected = NaiveExport.first(feed, 0);
    for (int run = 0; run < 2; run++) {
      CommandLine answer = export("--maxRejected=0", SMALL_UNITS);
      assertThat(answer.exit()).isEqualTo(ExitCode.VERIFICATION_FAILED);
      assertThat(answer.err().lines()).hasSize(1);
      assertThat(answer.err())
          .contains(expected.rejected() + " records were rejected", "--maxRejected=0", "_rejected");
      assertThat(output.rows()).isEqualTo(expected.rows());
      assertThat(output.report().get("status").textValue()).isEqualTo("failed");
    }
    assertThat(export("--maxRejected=" + expected.rejected(), SMALL_UNITS).exit())
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void aFileInTheOutputsPlaceIsExplainedInOneLine() throws Exception {
    feed.day("20201101", 1, 5);
    Files.writeString(output.root(), "in the way");
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("Cannot create " + output.root());
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(output.root()).hasContent("in the way");
  }

  @Test
  void aReportOfANewerVersionOfTheFileReplacesNothingWhenTheFirstIsKept() throws Exception {
    feed.add("20201101/20201101T0000", List.of(feed.v2(1, LocalDateTime.of(2020, 11, 1, 1, 0))));
    done();
    feed.add("20201102/20201102T0000", List.of(feed.v2(1, LocalDateTime.of(2020, 11, 2, 1, 0))));
    done();

    holds(NaiveExport.first(feed, 0));
    assertThat(output.dataFiles()).hasSize(1);
  }
}
