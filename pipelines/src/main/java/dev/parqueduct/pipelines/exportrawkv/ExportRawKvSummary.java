package dev.parqueduct.pipelines.exportrawkv;

import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.rawkv.KvRequest;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What {@code export-rawkv} prints besides its progress. */
final class ExportRawKvSummary {
  private static final double MB = 1e6;

  private ExportRawKvSummary() {}

  static void printPlan(ExportRawKvConfig config, KvRequest.KvWork work) {
    print(
        "Would %s %,d units, %,.1f MB of %s data, API %s; %,d units are done. Nothing was written.",
        config.request().scope() == Scope.VERIFY ? "verify" : "export",
        work.pending().size(),
        work.pending().stream().mapToLong(BackupUnit::bytes).sum() / MB,
        work.header().rawKv() ? "RawKV" : "TxnKV",
        work.header().apiVersion(),
        work.done().size());
    printLeftOut(work);
  }

  static void printNothingToDo(ExportRawKvConfig config, KvRequest.KvWork work) {
    print(
        "Nothing to do: all %,d units are exported already, to %s.",
        work.done().size(), config.request().output());
  }

  static void printDone(
      ExportRawKvConfig config,
      ReportWriter report,
      KvRequest.KvWork work,
      Watch watch,
      RunDelta delta) {
    boolean verify = config.request().scope() == Scope.VERIFY;
    double seconds = Duration.between(report.startedAt(), Instant.now()).toMillis() / 1000.0;
    long entries = watch.counter("rows_read");
    print("");
    print("export-rawkv: %s in %,.1f s", verify ? "verified" : "done", seconds);
    print(
        "  SSTs       %,12d   %,.1f MB read",
        watch.counter("backup_files_read"), watch.counter("bytes_read") / MB);
    print("  entries    %,12d   %,.0f a second", entries, entries / seconds);
    if (!verify) {
      print(
          "  written    %,12d   in %,d files, %,.1f MB",
          watch.counter("rows_written"),
          watch.counter("files_written"),
          watch.counter("bytes_written") / MB);
    }
    for (String outcome : new String[] {"out_of_range", "expired", "deleted"}) {
      long count = watch.counter("event_entry_" + outcome);
      if (count > 0) {
        print("  %-12s %,10d", outcome, count);
      }
    }
    print("  rejected   %,12d", watch.counter("rows_rejected"));
    print("  time       %s, summed over units", delta.stages());
    if (!verify) {
      print("  output     %s", config.request().output());
    }
    print("  report     %s", ObjectStore.join(config.request().output(), "_report.json"));
    printLeftOut(work);
  }

  private static void printLeftOut(KvRequest.KvWork work) {
    if (work.outOfRange() > 0) {
      print("%,d SSTs hold no key that was asked for and are not read.", work.outOfRange());
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
