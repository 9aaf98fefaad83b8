package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.UnitRange;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data file in the output that the ledger does not know, and what it says of itself.
 *
 * @param path in the output
 * @param table full name, empty if it does not say
 * @param unit that it is of, empty if it does not say
 * @param range of that unit
 */
record FoundFile(String path, String table, String unit, UnitRange range) {
  private static final String TABLE_KEY = "parqueduct.table";
  private static final String UNIT_KEY = "parqueduct.unit";
  private static final String RANGE_KEY = "parqueduct.range";
  private static final String FROM_KEY = "parqueduct.range_from";
  private static final String TO_KEY = "parqueduct.range_to";

  FoundFile {
    requireNonNull(path, "path");
    requireNonNull(table, "table");
    requireNonNull(unit, "unit");
    requireNonNull(range, "range");
  }

  /** What files of a unit say of themselves. */
  static Map<String, String> metadata(PgUnit unit) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(TABLE_KEY, unit.source().fullName());
    metadata.put(UNIT_KEY, unit.id());
    metadata.put(RANGE_KEY, unit.range().kind().name().toLowerCase(Locale.ROOT));
    metadata.put(FROM_KEY, unit.range().from());
    metadata.put(TO_KEY, unit.range().to());
    return metadata;
  }

  /** Reads the footer of a file; one that cannot be read says nothing. */
  static FoundFile read(String path, ObjectStore store, Ledger ledger) throws IOException {
    Map<String, String> metadata = Map.of();
    try (SeekableByteChannel channel = store.openSeekable(ledger.path(path));
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      metadata = scan.metadata();
    } catch (DamagedFileException e) {
      // It is none of the files that exports have given their names.
    }
    return new FoundFile(
        path,
        metadata.getOrDefault(TABLE_KEY, ""),
        metadata.getOrDefault(UNIT_KEY, ""),
        new UnitRange(
            kind(metadata.getOrDefault(RANGE_KEY, "")),
            metadata.getOrDefault(FROM_KEY, ""),
            metadata.getOrDefault(TO_KEY, "")));
  }

  private static UnitRange.Kind kind(String word) {
    for (UnitRange.Kind kind : UnitRange.Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        return kind;
      }
    }
    return UnitRange.Kind.WHOLE;
  }

  /** The number of its unit among those of the table, -1 if it does not say. */
  int number() {
    String digits = unit.substring(unit.lastIndexOf('-') + 1);
    return digits.matches("[0-9]{4,9}") ? Integer.parseInt(digits) : -1;
  }
}
