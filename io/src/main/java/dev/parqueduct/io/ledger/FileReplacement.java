package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.objects.ObjectChecksum;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a finished unit that is about to be replaced by another version of itself. It is noted
 * in {@code _ledger/replacing/{unit}.json} before the file is replaced and until the unit's entry
 * tells of the new one, so that whoever reads the ledger in between, or after a crash, sees which
 * of the two is there.
 *
 * @param unit that the file belongs to
 * @param file as it will be
 */
record FileReplacement(@JsonProperty("unit") String unit, @JsonProperty("file") FileEntry file) {
  FileReplacement {
    requireNonNull(unit, "unit");
    requireNonNull(file, "file");
  }

  /** The entry with the new file in the place of the old one. */
  UnitEntry in(UnitEntry entry) {
    List<FileEntry> files = new ArrayList<>(entry.files());
    files.replaceAll(old -> old.path().equals(file.path()) ? file : old);
    return new UnitEntry(
        entry.unit(),
        entry.sources(),
        files,
        entry.indexes(),
        entry.rejects(),
        entry.rows(),
        entry.counters(),
        entry.sums());
  }

  /** Whether the file that is there is the new one. */
  boolean hasHappened(UnitEntry entry, ObjectStore store, String path) throws IOException {
    List<StoredObject> found = store.list(path);
    if (found.size() != 1 || found.get(0).bytes() != file.bytes()) {
      return false;
    }
    boolean sizeTells =
        entry.files().stream()
            .filter(old -> old.path().equals(file.path()))
            .noneMatch(old -> old.bytes() == file.bytes());
    return sizeTells || ObjectChecksum.of(store, path).equals(file.crc32c());
  }
}
