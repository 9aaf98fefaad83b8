package dev.parqueduct.pipelines.exportbr;

import dev.parqueduct.io.br.BackupRequest;
import dev.parqueduct.io.br.ExportTable;
import dev.parqueduct.io.br.SkippedFiles;
import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.tikv.Timestamps;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What {@code export-br} prints besides its progress. */
final class ExportBrSummary {
  private static final double MB = 1e6;

  private ExportBrSummary() {}

  static void printPlan(ExportBrConfig config, BackupRequest.TableWork work) {
    print(
        config.request().scope() == Scope.VERIFY ? "Would verify:" : "Would export to %s:",
        config.request().output());
    for (ExportTable table : work.tables().tables()) {
      print("  %-40s -> %s%s/", table.name(), config.request().export().prefix(), table.folder());
    }
    print(
        "%,d tables; %,d units to do, %,d files, %,.1f MB; %,d units are done. Nothing was written.",
        work.tables().tables().size(),
        work.pending().size(),
        work.pending().stream().mapToLong(unit -> unit.files().size()).sum(),
        work.pending().stream().mapToLong(unit -> unit.bytes()).sum() / MB,
        work.done().size());
    if (config.request().export().merges()) {
      print("%,d backups are merged.", config.request().export().incrementals().size() + 1);
    }
    printLeftOut(work);
  }

  static void printNothingToDo(ExportBrConfig config, BackupRequest.TableWork work) {
    print(
        "Nothing to do: all %,d units of %,d tables are exported already, to %s.",
        work.done().size(), work.tables().tables().size(), config.request().output());
  }

  static void printDone(
      ExportBrConfig config,
      ReportWriter report,
      BackupRequest.TableWork work,
      Watch watch,
      RunDelta delta) {
    boolean verify = config.request().scope() == Scope.VERIFY;
    double seconds = Duration.between(report.startedAt(), Instant.now()).toMillis() / 1000.0;
    long rows = watch.counter("rows_read");
    print("");
    print("export-br: %s in %,.1f s", verify ? "verified" : "done", seconds);
    if (config.request().export().merges()) {
      print(
          "  backups    %,12d   merged, up to %s",
          config.request().export().incrementals().size() + 1,
          Instant.ofEpochMilli(Timestamps.millis(work.header().endVersion())));
    }
    print("  tables     %,12d", work.tables().tables().size());
    print(
        "  SSTs       %,12d   in %,d units, %,.1f MB read%s",
        watch.counter("backup_files_read"),
        watch.counter("units_done"),
        watch.counter("bytes_read") / MB,
        work.done().isEmpty()
            ? ""
            : String.format(Locale.ROOT, "; %,d units done before", work.done().size()));
    print("  rows       %,12d   %,.0f a second", rows, rows / seconds);
    if (!verify) {
      print(
          "  written    %,12d   in %,d files, %,.1f MB",
          watch.counter("rows_written"),
          watch.counter("files_written"),
          watch.counter("bytes_written") / MB);
    }
    printEvents(watch);
    print(
        "  checksums  %,12d   SSTs equal to the backup's sums%s",
        watch.counter("event_sst_sum_verified"),
        watch.counter("event_sst_sum_not_stated") == 0
            ? ""
            : String.format(
                Locale.ROOT, "; of %,d it states none", watch.counter("event_sst_sum_not_stated")));
    printTableSums(watch);
    print("  time       %s, summed over units", delta.stages());
    if (!verify) {
      print("  output     %s", config.request().output());
    }
    print("  report     %s", ObjectStore.join(config.request().output(), "_report.json"));
    printLeftOut(work);
  }

  private static void printTableSums(Watch watch) {
    long notStated = watch.counter("event_table_sum_not_stated");
    long notComparable = watch.counter("event_table_sum_not_comparable");
    print(
        "             %,12d   tables equal to the backup's sums%s%s",
        watch.counter("event_table_sum_equal"),
        notStated == 0 ? "" : String.format(Locale.ROOT, "; of %,d it states none", notStated),
        notComparable == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; of %,d files that were not read have sums of several tables",
                notComparable));
  }

  /** What happened besides ordinary rows, if it did. */
  private static void printEvents(Watch watch) {
    watch
        .counters()
        .forEach(
            (name, count) -> {
              if (count != 0
                  && name.startsWith("event_")
                  && !name.startsWith("event_kv_put")
                  && !name.startsWith("event_sst_sum")
                  && !name.startsWith("event_table_sum")
                  && !name.equals("event_rows")) {
                print("  %-10s %,12d", name.substring("event_".length()), count);
              }
            });
  }

  private static void printLeftOut(BackupRequest.TableWork work) {
    if (!work.tables().rowless().isEmpty()) {
      print("Views and sequences have no rows: %s.", String.join(", ", work.tables().rowless()));
    }
    printSkipped("hold index entries only", work.files().indexOnly());
    printSkipped("are superseded", work.files().superseded());
    printSkipped("are of tables that are left out", work.files().otherTables());
  }

  private static void printSkipped(String why, SkippedFiles files) {
    if (files.files() > 0) {
      print("%,d files of %,.1f MB %s and are not read.", files.files(), files.bytes() / MB, why);
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
