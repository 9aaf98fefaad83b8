package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.pipelines.run.Watch;
import java.util.Locale;

/**
 * What {@code backfill-events} prints at its end.
 *
 * @param units what the work was cut into: chunks or buckets
 */
record BackfillEventsSummary(
    BackfillRequest request,
    String units,
    BackfillPlan plan,
    Watch watch,
    RunDelta delta,
    boolean failed) {
  void print() {
    long read = watch.counter("rows_read");
    long written = watch.counter("rows_written");
    line("");
    line(
        "backfill-events: %s in %,.1f s",
        failed ? "NOT done" : request.isReal() ? "done" : "dry run done, nothing was inserted",
        delta.seconds());
    line("  partitions   %s", String.join(", ", plan.partitions()));
    line(
        "  %-12s %,12d   %,d done before, %,d failed, %,d attempts repeated",
        units,
        watch.counter("units_done"),
        plan.done().size(),
        watch.counter("units_failed"),
        watch.counter("units_retried"));
    line(
        "  observations %,12d   %,d a second",
        read, delta.counts().get(BackfillPhases.OBSERVATIONS));
    line(
        "  events       %,12d   %,d a second, in %,d inserts%s",
        written,
        delta.counts().get(BackfillPhases.EVENTS),
        watch.counter("batches_inserted"),
        watch.counter("batches_resumed") == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %,d inserted before", watch.counter("batches_resumed")));
    long superseded = watch.counter("rows_superseded");
    long deleted = watch.counter("rows_deleted");
    if (superseded + deleted > 0) {
      line(
          "  versions     %,12d   of which there is a newer one, %,d deleted", superseded, deleted);
    }
    line("  left out     %,12d   of traces of dataset runs", watch.counter("rows_left_out"));
    line(
        "  rejected     %,12d   %s",
        watch.counter("rows_rejected"),
        watch.counter("rows_rejected") == 0 || !request.isReal()
            ? ""
            : "in " + ObjectStore.join(request.output(), "_rejected"));
    if (watch.counter("insert_pauses") > 0) {
      line(
          "  pauses       %,12d   %,.0f s, for merges",
          watch.counter("insert_pauses"), watch.counter("insert_paused_millis") / 1000.0);
    }
    line("  time         %s; all but the plan summed over %s", delta.stages(), units);
    if (request.isReal()) {
      line("  report       %s", ObjectStore.join(request.output(), "_report.json"));
    }
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
