package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.ExampleBackup;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.run.EventLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportBrWatchedTest extends ExportBrFixture {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  private BackupTruth truth;

  @BeforeEach
  void backUp() throws IOException {
    truth = ExampleBackup.write(backup);
  }

  private List<String> entries() throws IOException {
    return output.files().keySet().stream()
        .filter(name -> name.startsWith("_ledger/units/"))
        .toList();
  }

  @Test
  void everyUnitAndTheRunHaveALine() throws Exception {
    try (EventLines events = EventLines.collected()) {
      done("--verbose");

      assertThat(events.of("run_start"))
          .singleElement()
          .asString()
          .matches("event=run_start pipeline=export-br backup_files=\\d+");
      assertThat(events.of("unit_done"))
          .hasSize(entries().size())
          .allMatch(
              line ->
                  line.matches(
                      "event=unit_done unit=\\S+ rows_read=\\d+ rows_written=\\d+ files=\\d+"
                          + " bytes=\\d+ download_ms=\\d+ convert_ms=\\d+ upload_ms=\\d+"
                          + " ledger_ms=\\d+"));
      assertThat(events.of("run_done"))
          .singleElement()
          .asString()
          .startsWith("event=run_done pipeline=export-br seconds=")
          .contains(
              " units=" + entries().size() + " ",
              " rows_read=" + truth.rows() + " rows_written=" + truth.rows() + " ",
              " download_ms=",
              " ledger_ms=");
      assertThat(events.of("unit_failed")).isEmpty();
    }
  }

  @Test
  void unitsHaveNoLinesUnlessTheyAreAskedFor() throws Exception {
    try (EventLines events = EventLines.collected()) {
      done();

      assertThat(events.of("unit_done")).isEmpty();
    }
  }

  @Test
  void aFailedUnitHasALineWithTheReason() throws Exception {
    Path sst = backup.resolve(truth.files().get(0).name());
    byte[] content = Files.readAllBytes(sst);
    content[20] ^= 1;
    Files.write(sst, content);
    try (EventLines events = EventLines.collected()) {
      CommandLine answer = export("--verbose");

      assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(events.of("unit_failed")).isNotEmpty().first().asString().contains(" reason=\"");
    }
  }

  @Test
  void theReportTellsWhatThisRunAdded() throws Exception {
    CommandLine first = done();
    JsonNode ofAll = output.report().get("thisRun");
    assertThat(ofAll.get("units").intValue()).isEqualTo(entries().size());
    assertThat(ofAll.get("rowsWritten").longValue()).isEqualTo(truth.rows());
    assertThat(ofAll.get("files").intValue()).isEqualTo(output.dataFiles().size());
    assertThat(ofAll.get("bytes").longValue()).isEqualTo(output.report().get("bytes").longValue());
    assertThat(ofAll.get("backupFiles").intValue())
        .isEqualTo(output.report().get("sources").intValue());
    assertThat(ofAll.get("stageSeconds").fieldNames())
        .toIterable()
        .containsExactly("download", "convert", "upload", "ledger");
    assertThat(first.out()).containsPattern("time +download \\d+.\\d s, convert .* over units");

    long all = output.report().at("/rows/written").longValue();
    Path entry = output.root().resolve(entries().get(0));
    long ofUnit = JSON.readTree(entry.toFile()).at("/rows/written").longValue();
    Files.delete(entry);
    done();

    JsonNode report = output.report();
    assertThat(report.at("/rows/written").longValue()).isEqualTo(all);
    assertThat(report.at("/thisRun/units").intValue()).isEqualTo(1);
    assertThat(report.at("/thisRun/rowsWritten").longValue()).isEqualTo(ofUnit).isPositive();
  }

  @Test
  void aReportThatAKilledRunDidNotWriteIsWrittenByTheNext() throws Exception {
    done();
    JsonNode rows = output.report().get("rows");
    Files.delete(output.root().resolve("_report.json"));
    CommandLine again = done();

    assertThat(again.out()).contains("Nothing to do");
    assertThat(output.report().get("rows")).isEqualTo(rows);
  }

  @Test
  void prometheusSeesTheRunWhileItLasts() throws Exception {
    int port = freePort();
    AtomicReference<String> scraped = new AtomicReference<>("");
    // Holds up one unit until the others are in the metrics.
    Consumer<String> atFirstUnit =
        line -> {
          if (line.startsWith("event=unit_done") && scraped.compareAndSet("", "begun")) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!scraped.get().contains("event_sst_sum_verified") && System.nanoTime() < end) {
              scraped.set(scrape(port));
            }
          }
        };
    EventLines lines = new EventLines(atFirstUnit);
    try (lines) {
      done("--verbose", "--concurrency=2", "--metricsPort=" + port);
    }

    String ofExport = "{pipeline=\"export-br\"} [1-9]";
    for (String name :
        List.of(
            "backup_files_read",
            "bytes_read",
            "rows_read",
            "rows_written",
            "units_done",
            "files_written",
            "bytes_written",
            "event_sst_sum_verified",
            "event_kv_put_short_value")) {
      assertThat(scraped.get()).containsPattern("parqueduct_" + name + "_total\\" + ofExport);
    }
    for (String stage : List.of("download", "convert", "upload", "ledger")) {
      assertThat(scraped.get())
          .containsPattern(
              "parqueduct_stage_"
                  + stage
                  + "_millis_per_unit_bucket\\{pipeline=\"export-br\",le=\"\\+Inf\"\\} [1-9]");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String scrape(int port) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
