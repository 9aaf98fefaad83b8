package dev.parqueduct.pipelines.options;

import dev.parqueduct.io.classify.ClassifyRequest;
import dev.parqueduct.io.classify.NothingFound;
import dev.parqueduct.io.classify.UnitClassifier;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fails a run in which too many rows could not be looked up, or in which nothing was found of many
 * and nothing ever before: the prefix is wrong then, until somebody says otherwise.
 *
 * @param maxFailed how many are tolerated; negative for any number, and for nothing found
 * @param remedy what to do, in a sentence
 * @param request what was looked up
 */
public record LookupFailures(long maxFailed, String remedy, ClassifyRequest request)
    implements RunCheck {
  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) throws IOException {
    Optional<NothingFound> nothing = NothingFound.in(units, request, store);
    Map<String, Object> sections =
        nothing.map(found -> Map.<String, Object>of("warning", found.words())).orElse(Map.of());
    return new Findings(problem(units, nothing), Map.of(), sections);
  }

  private String problem(List<UnitEntry> units, Optional<NothingFound> nothing) {
    long failed =
        units.stream()
            .mapToLong(unit -> unit.counters().getOrDefault(UnitClassifier.FAILED, 0L))
            .sum();
    if (maxFailed < 0) {
      return "";
    }
    if (failed > maxFailed) {
      return String.format(
          "%,d rows could not be looked up, more than --maxFailed=%d allows. They are without"
              + " a new classification, all else is done. %s",
          failed, maxFailed, remedy);
    }
    return nothing
        .filter(found -> found.valuesBefore() == 0)
        .map(found -> found.words() + " With --maxFailed=-1 it is no failure.")
        .orElse("");
  }
}
