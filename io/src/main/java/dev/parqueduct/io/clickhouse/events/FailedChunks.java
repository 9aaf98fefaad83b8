package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Fails a run in which chunks were given up.
 *
 * @param failures of the chunks
 */
public record FailedChunks(List<UnitFailure> failures) implements RunCheck {
  public FailedChunks {
    failures = new ArrayList<>(failures);
    failures.sort(Comparator.comparing(UnitFailure::unit));
  }

  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) {
    if (failures.isEmpty()) {
      return Findings.NONE;
    }
    return new Findings(
        String.format(
            "%,d chunks failed, all others are done. The first is %s: %s",
            failures.size(), failures.get(0).unit(), failures.get(0).message()),
        Map.of("failedChunks", (long) failures.size()),
        Map.of("failures", failures),
        ExitCode.FAILED);
  }
}
