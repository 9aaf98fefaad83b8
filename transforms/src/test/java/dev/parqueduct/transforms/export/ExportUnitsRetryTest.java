package dev.parqueduct.transforms.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.objects.StorageException;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PDone;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportUnitsRetryTest {
  private static final int UNITS = 12;
  private static final int ROWS = 2500;

  /** How often each unit was begun; static, as workers get copies of the export. */
  private static final Map<Integer, Integer> ATTEMPTS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void noAttempts() {
    ATTEMPTS.clear();
  }

  /** When and how units with odd numbers fail. */
  private enum Fault {
    NONE,
    TWICE_MIDWAY,
    ONCE_AT_THE_END,
    ALWAYS,
    DAMAGED;

    void midway(int attempt) throws IOException {
      if (this == ALWAYS || (this == TWICE_MIDWAY && attempt <= 2)) {
        throw StorageException.passing("connection reset", null);
      }
      if (this == DAMAGED) {
        throw new IOException("the unit is damaged");
      }
    }

    void atTheEnd(int attempt) throws IOException {
      if (this == ONCE_AT_THE_END && attempt == 1) {
        throw new IOException("wrapped", StorageException.passing("connection reset", null));
      }
    }
  }

  private record Ranges(Fault fault) implements UnitExport<Integer> {
    @Override
    public String id(Integer unit) {
      return String.format("range-%03d", unit);
    }

    @Override
    public UnitOutcome export(Integer unit, UnitOutput output) throws IOException {
      int attempt = ATTEMPTS.merge(unit, 1, Integer::sum);
      Fault ofUnit = unit % 2 == 1 ? fault : Fault.NONE;
      UnitFiles files =
          output.table(
              TableLayout.of(
                  MessageTypeParser.parseMessageType("message m { required int64 n; }"),
                  file -> unit + "-" + file.number() + ".parquet"));
      for (int n = 0; n < ROWS; n++) {
        output.progress().count("rows_read", 1);
        output.progress().count("event_row", 1);
        files.row().setLong(0, n);
        files.endRow();
        if (n == ROWS / 2) {
          ofUnit.midway(attempt);
        }
      }
      ofUnit.atTheEnd(attempt);
      return UnitOutcome.of(new SourceEntry("range " + unit, ROWS), ROWS);
    }
  }

  private Map<String, Long> run(Fault fault, Path output) {
    return run(fault, IntStream.range(0, UNITS).boxed().toList(), output);
  }

  /** The failing unit alone: others would go on writing for a while after the run has failed. */
  private void fail(Fault fault) {
    Map<String, Long> unused = run(fault, List.of(1), folder);
  }

  private Map<String, Long> run(Fault fault, List<Integer> units, Path output) {
    Pipeline pipeline = Pipeline.create();
    PDone unused =
        pipeline
            .apply(Create.of(units).withCoder(VarIntCoder.of()))
            .apply(
                ExportUnits.of(
                        new Ranges(fault),
                        output.toString(),
                        new FileSettings(Compression.ZSTD, 1 << 20, 1 << 20, 1000, Map.of()))
                    .withRetries(new RetryPolicy(2, 1)))
            .apply(
                WriteReport.of(
                    new ReportWriter(
                        "ranges", "v", output.toString(), Map.of(), 0, Instant.now(), 0)));
    PipelineResult result = pipeline.run();
    assertThat(result.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(
            counter ->
                counters.merge(counter.getName().getName(), counter.getAttempted(), Long::sum));
    counters.keySet().removeIf(name -> name.startsWith("stage_") && !name.endsWith("_le_inf"));
    return counters;
  }

  private static Map<String, String> content(Path output) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("_report.json")) {
          content.put(
              output.relativize(file).toString(),
              HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return content;
  }

  @Test
  void halfOfTheUnitsMayFailMidwayAndNothingTellsAfterwards() throws IOException {
    Path whole = folder.resolve("whole");
    Map<String, Long> undisturbed = run(Fault.NONE, whole);
    assertThat(undisturbed)
        .containsEntry("rows_read", (long) UNITS * ROWS)
        .containsEntry("event_row", (long) UNITS * ROWS)
        .containsEntry("rows_written", (long) UNITS * ROWS)
        .containsEntry("stage_convert_millis_le_inf", (long) UNITS);

    for (Map.Entry<Fault, Integer> each :
        Map.of(Fault.TWICE_MIDWAY, 3, Fault.ONCE_AT_THE_END, 2).entrySet()) {
      ATTEMPTS.clear();
      Path disturbed = folder.resolve(each.getKey().name());
      Map<String, Long> counters = run(each.getKey(), disturbed);

      assertThat(ATTEMPTS).containsEntry(0, 1).containsEntry(1, each.getValue());
      assertThat(counters.remove("unit_attempts_failed"))
          .isEqualTo((long) UNITS / 2 * (each.getValue() - 1));
      assertThat(counters).isEqualTo(undisturbed);
      assertThat(content(disturbed)).isEqualTo(content(whole));
      assertThat(Files.readString(disturbed.resolve("_report.json")))
          .contains("\"read\" : " + UNITS * ROWS, "\"written\" : " + UNITS * ROWS);
    }
  }

  @Test
  void afterSomeAttemptsTheRunFailsAndLeavesNothingHalfDone() {
    assertThatThrownBy(() -> fail(Fault.ALWAYS)).rootCause().hasMessage("connection reset");

    assertThat(ATTEMPTS.values().stream().max(Integer::compare)).hasValue(3);
    assertThat(folder.resolve("1-0.parquet")).doesNotExist();
  }

  @Test
  void damageIsNotTriedAgain() {
    assertThatThrownBy(() -> fail(Fault.DAMAGED)).rootCause().hasMessageContaining("damaged");

    assertThat(List.copyOf(ATTEMPTS.values())).containsOnly(1);
  }
}
