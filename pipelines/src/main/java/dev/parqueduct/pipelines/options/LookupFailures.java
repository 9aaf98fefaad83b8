package dev.parqueduct.pipelines.options;

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
 * @param remedy what to do, in a sentence
 */
public record LookupFailures(long maxFailed, String remedy) implements RunCheck {
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
                "%,d rows could not be looked up, more than --maxFailed=%d allows. They are without"
                    + " a new classification, all else is done. %s",
                failed, maxFailed, remedy),
            Map.of(),
            Map.of());
  }
}
