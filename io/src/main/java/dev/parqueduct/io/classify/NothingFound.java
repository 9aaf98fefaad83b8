package dev.parqueduct.io.classify;

import static dev.parqueduct.io.classify.UnitClassifier.ASKED;
import static dev.parqueduct.io.classify.UnitClassifier.FAILED;
import static dev.parqueduct.io.classify.UnitClassifier.FOUND;
import static dev.parqueduct.io.classify.UnitClassifier.WITHOUT_KEY;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.FileScan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Many lookups of which none has found anything: a prefix that is wrong looks like that, as every
 * object below it is absent.
 *
 * @param absent rows that were asked for
 * @param valuesBefore rows that had a value before: the store has been right once
 * @param address the first that was asked, or the prefix
 */
public record NothingFound(long absent, long valuesBefore, String address) {
  /** As many may be absent for other reasons. */
  static final long FEW = 100;

  /** What units tell, if it is that. */
  public static Optional<NothingFound> in(
      List<UnitEntry> units, ClassifyRequest request, ObjectStore store) throws IOException {
    long absent = sum(units, ASKED) - sum(units, FOUND) - sum(units, FAILED);
    if (sum(units, FOUND) > 0 || absent <= FEW) {
      return Optional.empty();
    }
    // An export asks for all of its rows.
    boolean filled = units.stream().anyMatch(unit -> unit.counters().containsKey(WITHOUT_KEY));
    long rows = units.stream().mapToLong(unit -> unit.rows().written()).sum();
    long before = filled ? rows - sum(units, ASKED) - sum(units, WITHOUT_KEY) : 0;
    String key = firstKey(units, request, store).orElse("");
    return Optional.of(
        new NothingFound(absent, before, Store.trimmed(request.prefix()) + "/" + key));
  }

  private static long sum(List<UnitEntry> units, String counter) {
    return units.stream().mapToLong(unit -> unit.counters().getOrDefault(counter, 0L)).sum();
  }

  private static Optional<String> firstKey(
      List<UnitEntry> units, ClassifyRequest request, ObjectStore store) throws IOException {
    for (UnitEntry unit : units) {
      if (unit.counters().getOrDefault(ASKED, 0L) == 0) {
        continue;
      }
      List<String> files =
          unit.files().isEmpty()
              ? unit.sources().stream().map(SourceEntry::name).toList()
              : unit.files().stream().map(FileEntry::path).toList();
      for (String file : files) {
        Optional<String> key = firstKey(ObjectStore.join(request.input(), file), request, store);
        if (key.isPresent()) {
          return key;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstKey(String path, ClassifyRequest request, ObjectStore store)
      throws IOException {
    try (SeekableByteChannel channel = store.openSeekable(path);
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      ClassifyColumns columns = ClassifyColumns.of(scan.schema(), request, path);
      FileKeys keys = new FileKeys(scan, columns, request.scope());
      List<String> found = new ArrayList<>(1);
      for (int group = 0; group < scan.rowGroups() && found.isEmpty(); group++) {
        keys.read(
            group,
            (row, key) -> {
              if (found.isEmpty()) {
                found.add(key);
              }
            });
      }
      return found.stream().findFirst();
    }
  }

  /** What it means, in a line. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "None of %,d rows that were looked up has been found; the first address asked was %s. Check"
            + " the prefix.",
        absent,
        address);
  }
}
