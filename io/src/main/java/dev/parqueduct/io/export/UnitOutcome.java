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
 * @param kept data files that were final before, which come before those that were written
 */
public record UnitOutcome(
    List<SourceEntry> sources,
    List<FileEntry> indexes,
    List<FileEntry> rejects,
    Balance rows,
    Map<String, Long> counters,
    Map<String, ContentSum> sums,
    List<FileEntry> kept) {
  public UnitOutcome {
    requireNonNull(sources, "sources");
    requireNonNull(indexes, "indexes");
    requireNonNull(rejects, "rejects");
    requireNonNull(rows, "rows");
    requireNonNull(counters, "counters");
    requireNonNull(sums, "sums");
    requireNonNull(kept, "kept");
  }

  /** An outcome of which all data files are new. */
  public UnitOutcome(
      List<SourceEntry> sources,
      List<FileEntry> indexes,
      List<FileEntry> rejects,
      Balance rows,
      Map<String, Long> counters,
      Map<String, ContentSum> sums) {
    this(sources, indexes, rejects, rows, counters, sums, List.of());
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

  /** The same with data files of the unit that were there already; {@code rows} counts theirs. */
  public UnitOutcome withKept(List<FileEntry> files) {
    return new UnitOutcome(sources, indexes, rejects, rows, counters, sums, files);
  }
}
