package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.ContentSum;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.report.Balance;
import java.util.List;
import java.util.Map;

/**
 * What the export of a unit knows beyond its data files.
 *
 * @param sources the input it consumed
 * @param indexes files beside the data that are final already
 * @param rejects files of rejected records that are final already
 * @param rows the balance, without {@code written}: that is counted by the files
 * @param counters other counts, by name
 * @param sums checksums over what was read, by whatever the source sums up
 */
public record UnitOutcome(
    List<SourceEntry> sources,
    List<FileEntry> indexes,
    List<FileEntry> rejects,
    Balance rows,
    Map<String, Long> counters,
    Map<String, ContentSum> sums) {
  public UnitOutcome {
    requireNonNull(sources, "sources");
    requireNonNull(indexes, "indexes");
    requireNonNull(rejects, "rejects");
    requireNonNull(rows, "rows");
    requireNonNull(counters, "counters");
    requireNonNull(sums, "sums");
  }

  /** An outcome without checksums. */
  public UnitOutcome(
      List<SourceEntry> sources,
      List<FileEntry> indexes,
      List<FileEntry> rejects,
      Balance rows,
      Map<String, Long> counters) {
    this(sources, indexes, rejects, rows, counters, Map.of());
  }

  /** An outcome with rows read from one source and nothing else to tell. */
  public static UnitOutcome of(SourceEntry source, long rowsRead) {
    return new UnitOutcome(
        List.of(source), List.of(), List.of(), new Balance(rowsRead, 0, 0, 0, Map.of()), Map.of());
  }
}
