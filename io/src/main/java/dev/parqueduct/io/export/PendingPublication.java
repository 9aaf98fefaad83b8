package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A unit whose files are complete and about to get their names, as {@code
 * _ledger/pending/{unit}/publication.json}. A run that finds one goes on with it instead of
 * exporting the unit again.
 *
 * @param entry what the ledger will hold
 * @param temporary where the last of the entry's files wait, in their order
 */
record PendingPublication(
    @JsonProperty("entry") UnitEntry entry, @JsonProperty("temporary") List<String> temporary) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "publication.json";

  PendingPublication {
    requireNonNull(entry, "entry");
    temporary = List.copyOf(temporary);
  }

  void write(ObjectStore store, Ledger ledger) throws IOException {
    String folder = ledger.pendingFolder(entry.unit());
    store.write(ObjectStore.join(folder, NAME), JSON.writeValueAsBytes(this), folder);
  }

  /** Brings a publication that an earlier attempt has begun to its end, if it can be. */
  static Optional<UnitEntry> finish(String unit, ObjectStore store, Ledger ledger)
      throws IOException {
    String path = ObjectStore.join(ledger.pendingFolder(unit), NAME);
    Optional<byte[]> json = store.read(path);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    PendingPublication publication = JSON.readValue(json.get(), PendingPublication.class);
    if (!publication.publish(store, ledger)) {
      store.delete(path);
      return Optional.empty();
    }
    ledger.commit(publication.entry);
    return Optional.of(publication.entry);
  }

  /** Whether all files have their names now. */
  private boolean publish(ObjectStore store, Ledger ledger) throws IOException {
    // Files that were final before come first.
    int kept = entry.files().size() - temporary.size();
    for (int i = 0; i < temporary.size(); i++) {
      FileEntry file = entry.files().get(kept + i);
      String path = ledger.path(file.path());
      if (isWhole(temporary.get(i), file, store)) {
        store.publish(temporary.get(i), path);
      } else if (!isWhole(path, file, store)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(String path, FileEntry file, ObjectStore store)
      throws IOException {
    List<StoredObject> found = store.list(path);
    return found.size() == 1 && found.get(0).bytes() == file.bytes();
  }
}
