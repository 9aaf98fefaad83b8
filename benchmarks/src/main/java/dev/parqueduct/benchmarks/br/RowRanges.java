package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.Bytes;
import dev.parqueduct.io.br.testing.Encryption;
import dev.parqueduct.io.br.testing.Keys;
import dev.parqueduct.io.br.testing.RegionNames;
import dev.parqueduct.io.br.testing.SstOptions;
import dev.parqueduct.io.br.testing.SstPair;
import dev.parqueduct.io.br.testing.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Writes ranges of a table's rows, each into a pair of SSTs of its own. */
final class RowRanges {
  private static final int PILOT_ROWS = 20_000;
  private static final long FIRST_TS = BackupBuilder.BACKUP_TS - (86_400_000L << 18);
  private static final int STORES = 3;

  record Written(List<StoredFile> files, Sums sums) {}

  private final GeneratedTable table;
  private final Path root;
  private final SstOptions options;
  private final long seed;

  RowRanges(GeneratedTable table, Path root, SstOptions options, long seed) {
    this.table = table;
    this.root = root;
    this.options = options;
    this.seed = seed;
  }

  /** How many rows fill an SST of the pair to about so many bytes, by writing a few. */
  long rowsFor(long sstBytes) throws IOException {
    Path pilot = Files.createTempDirectory(root, "pilot");
    try {
      RowRanges ranges = new RowRanges(table, pilot, options, seed);
      long largest =
          ranges.write(1, 1 + PILOT_ROWS, true).files().stream()
              .mapToLong(StoredFile::size)
              .max()
              .orElseThrow();
      return Math.max(1, sstBytes * PILOT_ROWS / largest);
    } finally {
      delete(pilot);
    }
  }

  /** Writes the rows with ids from {@code from}, before {@code end}. */
  Written write(long from, long end, boolean toEndOfTable) throws IOException {
    long id = table.table().id();
    SplittableRandom random = new SplittableRandom(seed * 31 + id * 1_000_003 + from);
    GeneratedTable.Rows rows = table.rows();
    Sums sums = table.sums();
    Bytes key = Keys.recordPrefix(id, new Bytes());
    int prefix = key.length();
    Bytes value = new Bytes();
    byte[] start = from == 1 ? Keys.firstRecord(id) : key.comparable(from).toArray();
    byte[] stop =
        toEndOfTable ? Keys.endOfRecords(id) : key.truncate(prefix).comparable(end).toArray();
    String base = RegionNames.base((int) (1 + from % STORES), id * 1_000 + from % 1_000, start);
    try (SstPair pair = new SstPair(root, base, options, Encryption.none())) {
      for (long row = from; row < end; row++) {
        rows.write(row, random, value.clear(), sums);
        key.truncate(prefix).comparable(row);
        long startTs = FIRST_TS + 8 * row;
        pair.put(
            key.array(), key.length(), value.array(), value.length(), id, startTs, startTs + 3);
      }
      return new Written(pair.finish(start, stop, 0, BackupBuilder.BACKUP_TS), sums);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
