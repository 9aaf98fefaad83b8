package dev.parqueduct.pipelines.backfillclassification;

import dev.parqueduct.io.classify.ClassifyPlan;
import dev.parqueduct.io.classify.ClassifyUnit;
import dev.parqueduct.io.classify.MissingKeys;
import dev.parqueduct.io.classify.NothingFound;
import dev.parqueduct.io.classify.UnitClassifier;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** What {@code backfill-classification} prints besides its progress. */
final class BackfillSummary {
  private BackfillSummary() {}

  /** Counts what would be asked for, and asks for nothing. */
  static void printPlan(BackfillConfig config, ClassifyPlan plan, ObjectStore store)
      throws IOException {
    MissingKeys keys = new MissingKeys(store, config.request());
    for (ClassifyUnit unit : plan.pending()) {
      keys.add(unit);
    }
    print("Would look up at %s:", config.settings().prefix());
    print("  files      %,12d   in %,d units%s", files(plan), plan.pending().size(), before(plan));
    print("  rows       %,12d", keys.rows());
    print("  to fill    %,12d   %,d of them have no key", keys.rowsOfScope(), keys.withoutKey());
    print("  keys       %,12d   distinct", keys.keys());
    print("Nothing was looked up or written.");
  }

  static long files(ClassifyPlan plan) {
    return plan.pending().stream().mapToLong(unit -> unit.files().size()).sum();
  }

  private static String before(ClassifyPlan plan) {
    return plan.done().isEmpty()
        ? ""
        : String.format(Locale.ROOT, "; %,d done before", plan.done().size());
  }

  static void printDone(
      BackfillConfig config,
      ClassifyPlan plan,
      List<UnitEntry> units,
      Watch watch,
      RunDelta delta) {
    long rows = units.stream().mapToLong(unit -> unit.rows().read()).sum();
    long asked = sum(units, UnitClassifier.ASKED);
    long requests = watch.counter("lookup_requests");
    print("");
    print("backfill-classification: done in %,.1f s", delta.seconds());
    print(
        "  files      %,12d   in %,d units%s; %,d written anew",
        files(plan), plan.pending().size(), before(plan), sum(units, UnitClassifier.REWRITTEN));
    print("  rows       %,12d   %,d had a value", rows, rows - asked - noKey(units));
    print("  asked      %,12d   %,.0f a second", asked, asked / Math.max(delta.seconds(), 0.001));
    print("  found      %,12d", sum(units, UnitClassifier.FOUND));
    print("  absent     %,12d", sum(units, UnitClassifier.ABSENT));
    print("  without key%,12d", noKey(units));
    print(
        "  failed     %,12d   %s",
        sum(units, UnitClassifier.FAILED),
        sum(units, UnitClassifier.FAILED) == 0
            ? ""
            : "listed in " + ObjectStore.join(config.request().folder(), "_failed"));
    print(
        "  requests   %,12d   %,d of them again, %,d answers remembered",
        requests, watch.counter("lookup_retries"), watch.counter("lookup_answers_remembered"));
    print("  time       %s, summed over units", delta.stages());
    print("  report     %s", ObjectStore.join(config.request().folder(), "_report.json"));
  }

  static void printWarning(NothingFound nothing) {
    print("  WARNING    %s", nothing.words());
  }

  private static long noKey(List<UnitEntry> units) {
    return sum(units, UnitClassifier.WITHOUT_KEY);
  }

  private static long sum(List<UnitEntry> units, String counter) {
    return units.stream().mapToLong(unit -> unit.counters().getOrDefault(counter, 0L)).sum();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
