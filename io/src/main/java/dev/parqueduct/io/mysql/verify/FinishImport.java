package dev.parqueduct.io.mysql.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.mysql.load.TableFinish;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends a load once all rows are in: makes the secondary indexes that wait for it, and compares the
 * table with the files if it is asked to.
 *
 * @param comparison whether to compare
 * @param maxDifferences rows that are named at most
 */
public record FinishImport(ImportRequest request, Comparison comparison, int maxDifferences)
    implements RunCheck {
  /** The counter of indexes. */
  public static final String INDEXES = "indexesMade";

  /** The report's section on the comparison. */
  public static final String SECTION = "verification";

  /** Whether table and files are compared. */
  public enum Comparison {
    NONE,
    TABLE
  }

  public FinishImport {
    requireNonNull(request, "request");
    requireNonNull(comparison, "comparison");
  }

  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) throws IOException {
    List<String> indexes = TableFinish.createIndexes(request, store);
    Map<String, Long> counters = Map.of(INDEXES, (long) indexes.size());
    if (comparison == Comparison.NONE) {
      return new Findings("", counters, Map.of());
    }
    VerifyOutcome outcome =
        TableVerification.run(request, store, ImportPlan.of(request, store), maxDifferences);
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put(SECTION, outcome.section());
    return new Findings(outcome.problem(), counters, sections);
  }
}
