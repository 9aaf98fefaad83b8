package dev.parqueduct.io.clickhouse.events.verify;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fails a run of which a chunk is not what its source makes.
 *
 * @param verdicts on its chunks
 */
public record VerifiedChunks(List<ChunkVerdict> verdicts) implements RunCheck {
  /** The report's section on the comparison. */
  public static final String SECTION = "verification";

  private static final int TOLD = 20;

  public VerifiedChunks {
    verdicts = new ArrayList<>(verdicts);
    verdicts.sort(Comparator.comparing(ChunkVerdict::chunk));
  }

  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) {
    List<ChunkVerdict> unequal = verdicts.stream().filter(verdict -> !verdict.isEqual()).toList();
    Map<String, Object> section = new LinkedHashMap<>();
    section.put("verdict", verdict(unequal));
    section.put("equal", unequal.isEmpty());
    section.put("chunks", verdicts.size());
    section.put("events", verdicts.stream().mapToLong(ChunkVerdict::eventRows).sum());
    section.put("refused", verdicts.stream().mapToLong(ChunkVerdict::refused).sum());
    section.put("sums", verdicts.stream().map(ChunkVerdict::sums).toList());
    section.put("unequalChunks", unequal.size());
    section.put("unequal", unequal.stream().limit(TOLD).toList());
    section.put(
        "sample",
        verdicts.stream()
            .filter(ChunkVerdict::isEqual)
            .flatMap(verdict -> verdict.rows().stream())
            .toList());
    return new Findings(
        unequal.isEmpty() ? "" : verdict(unequal), Map.of(), Map.of(SECTION, section));
  }

  private String verdict(List<ChunkVerdict> unequal) {
    long events = verdicts.stream().mapToLong(ChunkVerdict::eventRows).sum();
    long refused = verdicts.stream().mapToLong(ChunkVerdict::refused).sum();
    if (unequal.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "verified: %,d events of %,d chunks are what their observations and traces make, none"
              + " missing, none twice, none unknown%s",
          events,
          verdicts.size(),
          refused == 0
              ? ""
              : String.format(Locale.ROOT, "; %,d rows that were refused are in none", refused));
    }
    return String.format(
        Locale.ROOT,
        "NOT verified: %,d of %,d chunks are not what their observations and traces make. The first"
            + " is %s%s",
        unequal.size(),
        verdicts.size(),
        unequal.get(0).line(),
        unequal.get(0).hint());
  }
}
