package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.report.Balance;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of one package's records, apart from the rows themselves.
 *
 * @param source the package
 * @param rows read, filtered and rejected records; {@code written} are those that go on to
 *     deduplication
 * @param rejects the file of rejected records, or null when there are none
 * @param counters other counts, by name
 */
public record PackageResult(
    FeedPackage source, Balance rows, FileEntry rejects, Map<String, Long> counters)
    implements Serializable {
  public PackageResult {
    requireNonNull(source, "source");
    requireNonNull(rows, "rows");
    counters = new TreeMap<>(counters);
  }

  public Optional<FileEntry> rejectsFile() {
    return Optional.ofNullable(rejects);
  }
}
