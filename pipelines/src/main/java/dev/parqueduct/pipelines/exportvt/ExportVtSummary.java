package dev.parqueduct.pipelines.exportvt;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.vt.FeedUnit;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.transforms.vt.PlanFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code export-vt} prints besides its progress. */
final class ExportVtSummary {
  private static final double MB = 1e6;

  private ExportVtSummary() {}

  static void printPlan(ExportVtConfig config, PlanFeed.Plan plan) {
    print("Would export to %s:", config.export().output());
    print("  %-16s %10s %12s", "unit", "packages", "MB");
    for (FeedUnit unit : plan.pending()) {
      print("  %-16s %,10d %,12.1f", unit.id(), unit.packages().size(), unit.bytes() / MB);
    }
    print(
        "%,d units to export, %,d of %,d packages; %,d units are done. Nothing was written.",
        plan.pending().size(),
        plan.pending().stream().mapToLong(unit -> unit.packages().size()).sum(),
        plan.found().packages().size(),
        plan.done().size());
    printLeftOut(plan);
  }

  static void printNothingToDo(ReportWriter report, PlanFeed.Plan plan) {
    print(
        "Nothing to do: all %,d packages of the input are exported already, to %s.",
        plan.found().packages().size(), report.output());
    printLeftOut(plan);
  }

  static void printDone(
      ReportWriter report, PlanFeed.Plan plan, List<UnitEntry> units, RunDelta delta) {
    Set<String> before = plan.done().stream().map(UnitEntry::unit).collect(Collectors.toSet());
    List<UnitEntry> ofRun = units.stream().filter(unit -> !before.contains(unit.unit())).toList();
    ReportWriter.Totals totals = ReportWriter.Totals.of(ofRun);
    Balance rows = totals.rows();
    double seconds = Duration.between(report.startedAt(), Instant.now()).toMillis() / 1000.0;
    long packages = ofRun.stream().mapToLong(unit -> unit.sources().size()).sum();
    print("");
    print("export-vt: done in %,.1f s", seconds);
    print(
        "  packages   %,12d   in %,d units%s",
        packages,
        ofRun.size(),
        before.isEmpty() ? "" : String.format(Locale.ROOT, "; %,d done before", before.size()));
    print("  reports    %,12d   %,.0f a second", rows.read(), rows.read() / seconds);
    print(
        "  written    %,12d   in %,d files, %,.1f MB",
        rows.written(), totals.files(), totals.bytes() / MB);
    print("  duplicates %,12d", rows.duplicates());
    print("  filtered   %,12d", rows.filtered());
    print(
        "  rejected   %,12d   %s",
        rows.rejected(),
        rows.rejected() == 0
            ? ""
            : rows.rejectedByReason() + " in " + ObjectStore.join(report.output(), "_rejected"));
    print("  time       %s, summed over units", delta.stages());
    print("  output     %s", report.output());
    print("  report     %s", ObjectStore.join(report.output(), "_report.json"));
    printLeftOut(plan);
  }

  private static void printLeftOut(PlanFeed.Plan plan) {
    if (plan.found().undatedLeftOut() > 0) {
      print(
          "%,d files carry no date in their names and were left out by the range of dates.",
          plan.found().undatedLeftOut());
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
