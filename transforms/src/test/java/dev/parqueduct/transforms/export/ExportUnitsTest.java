package dev.parqueduct.transforms.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportUnitsTest {
  private static final String SCHEMA = "message m { required int32 unit; required int64 n; }";
  private static final int ROWS = 2500;

  @TempDir Path output;

  /** A range of numbers a unit; unit 13 loses a row. */
  private static final class Ranges implements UnitExport<Integer> {
    @Override
    public String id(Integer unit) {
      return String.format("range-%03d", unit);
    }

    @Override
    public UnitOutcome export(Integer unit, UnitOutput output) throws IOException {
      UnitFiles files =
          output.table(
              TableLayout.of(
                  MessageTypeParser.parseMessageType(SCHEMA),
                  file -> unit + "-" + file.number() + ".parquet"));
      for (int n = 0; n < ROWS; n++) {
        files.row().setInt(0, unit);
        files.row().setLong(1, n);
        files.endRow();
      }
      return UnitOutcome.of(new SourceEntry("range " + unit, ROWS), unit == 13 ? ROWS + 1 : ROWS);
    }
  }

  private PCollection<UnitEntry> export(Pipeline pipeline, List<Integer> units) {
    return pipeline
        .apply(Create.of(units).withCoder(VarIntCoder.of()))
        .apply(
            ExportUnits.of(
                new Ranges(),
                output.toString(),
                new FileSettings(Compression.ZSTD, 1 << 20, 1 << 20, 1000, Map.of())));
  }

  private ReportWriter report(long maxRejected) {
    return new ReportWriter(
        "ranges", "v", output.toString(), Map.of("o", "1"), maxRejected, Instant.now(), 0);
  }

  @Test
  void everyUnitHasItsFilesItsEntryAndItsPlaceInTheReport() throws IOException, SQLException {
    List<Integer> units = new ArrayList<>();
    for (int unit = 0; unit < 6; unit++) {
      units.add(unit);
    }
    // DirectRunner checks that elements are encodable and not changed.
    Pipeline pipeline = Pipeline.create();
    PCollection<UnitEntry> done = export(pipeline, units);
    PDone unused = done.apply(WriteReport.of(report(0)));
    PAssert.that(done)
        .satisfies(
            entries -> {
              assertThat(entries)
                  .hasSize(6)
                  .allMatch(entry -> entry.files().size() == 3 && entry.rows().addsUp());
              return null;
            });
    PipelineResult result = pipeline.run();
    assertThat(result.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);

    assertThat(Ledger.of(output.toString(), ObjectStore.create()).doneUnits()).hasSize(6);
    assertThat(Files.readString(output.resolve("_report.json")))
        .contains("\"units\" : 6", "\"written\" : 15000", "\"status\" : \"done\"");
    assertThat(
            result
                .metrics()
                .queryMetrics(
                    MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named("export", "rows_written"))
                        .build())
                .getCounters())
        .singleElement()
        .satisfies(counter -> assertThat(counter.getAttempted()).isEqualTo(15_000));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select count(*), count(distinct (unit, n)) from '" + output + "/*.parquet'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(15_000);
      assertThat(rows.getLong(2)).isEqualTo(15_000);
    }
  }

  @Test
  void aUnitThatDoesNotAddUpFailsTheRun() {
    Pipeline pipeline = Pipeline.create();
    PCollection<UnitEntry> unused = export(pipeline, List.of(13));

    assertThatThrownBy(() -> pipeline.run().waitUntilFinish())
        .hasRootCauseInstanceOf(RunFailedException.class)
        .rootCause()
        .hasMessageContaining("The rows of unit range-013 do not add up");
    assertThat(output.resolve("range-013-0.parquet")).doesNotExist();
  }

  @Test
  void aReportWithoutUnitsIsWrittenAsWell() throws IOException {
    Pipeline pipeline = Pipeline.create();
    PDone unused = export(pipeline, List.of()).apply(WriteReport.of(report(0)));
    PipelineResult.State state = pipeline.run().waitUntilFinish();

    assertThat(state).isEqualTo(PipelineResult.State.DONE);
    assertThat(Files.readString(output.resolve("_report.json"))).contains("\"units\" : 0");
  }
}
