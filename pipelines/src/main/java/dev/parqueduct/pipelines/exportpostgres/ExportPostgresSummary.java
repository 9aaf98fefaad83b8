package dev.parqueduct.pipelines.exportpostgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.UnitRange;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.run.Watch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code export-postgres} prints besides its progress. */
record ExportPostgresSummary(
    PgRequest request, ReportWriter report, PgRequest.Work work, Watch watch, ObjectStore store) {
  private static final double MB = 1e6;

  static void printPlan(ExportPostgresConfig config, PgRequest.Work work) {
    print("Would export to %s:", config.request().output());
    Set<String> pending = work.pending().stream().map(PgUnit::id).collect(Collectors.toSet());
    for (PlannedTable table : work.tables()) {
      print(
          "  %-40s %s rows, %,.1f MB, %,d units",
          table.source().fullName(), rows(table), table.bytes() / MB, table.ranges().size());
      for (PgUnit unit : table.units()) {
        print(
            "    %-38s %s%s",
            unit.id(), range(unit.range()), pending.contains(unit.id()) ? "" : ", done");
      }
    }
    work.problems().forEach((table, problem) -> print("  %-40s cannot be: %s", table, problem));
    print(
        "%,d tables; %,d units to do; %,d units are done. Sizes are the server's estimates. Nothing"
            + " was written.",
        work.tables().size(), work.pending().size(), work.done().size());
  }

  private static String rows(PlannedTable table) {
    return table.rows() < 0
        ? "an unknown number of"
        : String.format(Locale.ROOT, "about %,d", table.rows());
  }

  private static String range(UnitRange range) {
    return switch (range.kind()) {
      case WHOLE -> "all rows";
      case NULLS -> "rows without a timestamp";
      case BLOCKS ->
          "blocks from " + or(range.from(), "the first") + " to " + or(range.to(), "the last");
      case KEYS ->
          "timestamps from " + or(range.from(), "the first") + " to " + or(range.to(), "the last");
    };
  }

  private static String or(String text, String instead) {
    return text.isEmpty() ? instead : text;
  }

  static void printNothingToDo(ExportPostgresConfig config, PgRequest.Work work) {
    print(
        "Nothing to do: all %,d units of %,d tables are exported already, to %s.",
        work.done().size(), work.tables().size(), config.request().output());
  }

  void printDone() throws IOException {
    print("");
    print("export-postgres: done in %,.1f s", seconds());
    printRun();
  }

  /** What was reached before the failure, if the run came as far as its report. */
  void printFailed() throws IOException {
    if (reported().isPresent()) {
      print("");
      print("export-postgres: failed after %,.1f s", seconds());
      printRun();
    }
  }

  private double seconds() {
    return Duration.between(report.startedAt(), Instant.now()).toMillis() / 1000.0;
  }

  private void printRun() throws IOException {
    long rows = watch.counter("rows_read");
    print(
        "  units      %,12d   %,.1f MB read%s%s",
        watch.counter("units_done"),
        watch.counter("bytes_read") / MB,
        counted("units_retried", "; %,d attempts were repeated"),
        work.done().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "; %,d units done before", work.done().size()));
    print("  rows       %,12d   %,.0f a second", rows, rows / seconds());
    print(
        "  written    %,12d   in %,d files, %,.1f MB",
        watch.counter("rows_written"),
        watch.counter("files_written"),
        watch.counter("bytes_written") / MB);
    SnapshotRef snapshot = request.export().snapshot();
    print(
        "  snapshot   %s, %s%s",
        snapshot.id(),
        snapshot.takenAt(),
        snapshot.lsn().isEmpty() ? "" : ", WAL position " + snapshot.lsn());
    JsonNode tables = reported().map(json -> json.get("tables")).orElse(null);
    if (tables != null) {
      printTables(tables);
    }
    print("  output     %s", request.output());
    print("  report     %s", ObjectStore.join(request.output(), "_report.json"));
  }

  private String counted(String counter, String format) {
    long count = watch.counter(counter);
    return count == 0 ? "" : String.format(Locale.ROOT, format, count);
  }

  private static void printTables(JsonNode tables) {
    print("  tables");
    for (JsonNode table : tables) {
      print(
          "    %-38s %-8s %,12d rows, %,d files, %,.1f MB",
          table.get("table").asText(),
          table.get("status").asText(),
          table.get("rows").asLong(),
          table.get("files").asLong(),
          table.get("bytes").asLong() / MB);
      table.get("failures").forEach(failure -> print("      %s", failure.asText()));
      if (table.get("snapshots").size() > 1) {
        print(
            "      was read in %,d snapshots: rows that changed between them may be there twice or"
                + " be missing. Validate it against the database.",
            table.get("snapshots").size());
      }
    }
  }

  /** The report of this very run. */
  private Optional<JsonNode> reported() throws IOException {
    Optional<byte[]> json = store.read(ObjectStore.join(request.output(), "_report.json"));
    if (json.isEmpty()) {
      return Optional.empty();
    }
    JsonNode node = new ObjectMapper().readTree(json.get());
    return Optional.of(node)
        .filter(any -> report.startedAt().toString().equals(any.path("startedAt").asText()));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
