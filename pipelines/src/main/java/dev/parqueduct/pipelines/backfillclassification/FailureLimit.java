package dev.parqueduct.pipelines.backfillclassification;

import dev.parqueduct.io.classify.UnitClassifier;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck;
import java.util.List;
import java.util.Map;

/**
 * Fails a run in which too many rows could not be looked up.
 *
 * @param maxFailed how many are tolerated; negative for any number
 * @param lists the folder in which they are listed
 */
record FailureLimit(long maxFailed, String lists) implements RunCheck {
  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) {
    long failed =
        units.stream()
            .mapToLong(unit -> unit.counters().getOrDefault(UnitClassifier.FAILED, 0L))
            .sum();
    return maxFailed < 0 || failed <= maxFailed
        ? Findings.NONE
        : new Findings(
            String.format(
                "%,d rows could not be looked up, more than --maxFailed=%d allows. Their keys and"
                    + " the reasons are in %s; the rows are as they were, all others are done. The"
                    + " same command asks for them again.",
                failed, maxFailed, lists),
            Map.of(),
            Map.of());
  }
}
