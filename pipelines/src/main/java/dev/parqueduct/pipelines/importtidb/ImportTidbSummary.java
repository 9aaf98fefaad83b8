package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.load.ImportUnit;
import dev.parqueduct.io.mysql.load.UnitLoader;
import dev.parqueduct.io.mysql.verify.FinishImport;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code import-tidb} prints besides its progress. */
final class ImportTidbSummary {
  private ImportTidbSummary() {}

  /** What would be loaded; asks no server. */
  static void printPlan(ImportTidbConfig config, ImportPlan plan, ObjectStore store)
      throws IOException {
    print(
        "Would load into %s at %s:",
        config.request().table(), config.request().connection().place());
    print(
        "  files      %,12d   in %,d units; %,d done before",
        plan.files().files().size(), plan.units().size(), plan.doneBefore());
    print("  rows       %,12d", plan.files().rows());
    print("  duplicates %,12d   give way to a later row with the same key", duplicates(plan));
    print("The table, if it is not there yet:");
    print("%s;", plan.definition(config.request(), store).createTable());
    print("Nothing was written, and no server was asked.");
  }

  private static long duplicates(ImportPlan plan) {
    return plan.units().stream().mapToLong(ImportTidbSummary::duplicates).sum();
  }

  private static long duplicates(ImportUnit unit) {
    return unit.duplicates().cardinality();
  }

  static void printDone(
      ImportTidbConfig config,
      ImportPlan plan,
      List<UnitEntry> units,
      Watch watch,
      RunDelta delta) {
    Balance rows = ReportWriter.Totals.of(units).rows();
    long thisRun = watch.counter("rows_written");
    print("");
    print("import-tidb: done in %,.1f s", delta.seconds());
    print("  table      %s at %s", config.request().table(), config.request().connection().place());
    print(
        "  files      %,12d   in %,d units; %,d done before",
        plan.files().files().size(), plan.units().size(), plan.doneBefore());
    print("  rows       %,12d", rows.read());
    print(
        "  written    %,12d   %,d in this run, %,.0f a second",
        rows.written(), thisRun, thisRun / Math.max(delta.seconds(), 0.001));
    print("  duplicates %,12d", rows.duplicates());
    print("  rejected   %,12d   %s", rows.rejected(), rejects(config, rows));
    print(
        "  repeated   %,12d   statements, after conflicts and lost connections",
        units.stream()
            .mapToLong(unit -> unit.counters().getOrDefault(UnitLoader.REPETITIONS, 0L))
            .sum());
    print(
        "  verified   %s",
        config.comparison() == FinishImport.Comparison.NONE
            ? "no: --verify compares the table with the files"
            : "yes: the table and the files are equal, row by row and in every column");
    print("  time       %s, summed over units", delta.stages());
    print("  report     %s", ObjectStore.join(config.request().output(), "_report.json"));
  }

  private static String rejects(ImportTidbConfig config, Balance rows) {
    return rows.rejected() == 0
        ? ""
        : rows.rejectedByReason()
            + " in "
            + ObjectStore.join(config.request().output(), "_rejected");
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
