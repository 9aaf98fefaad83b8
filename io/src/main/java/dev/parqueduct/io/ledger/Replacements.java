package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.objects.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The notes on files that are just being replaced, one a unit at most. */
final class Replacements {
  private static final String REMEDY =
      "Delete it; then compare the files with the ledger by validate-parquet.";

  private final Ledger ledger;
  private final String folder;
  private final ObjectStore store;

  /**
   * @param folder of the notes, with a slash at its end
   */
  Replacements(Ledger ledger, String folder, ObjectStore store) {
    this.ledger = requireNonNull(ledger, "ledger");
    this.folder = requireNonNull(folder, "folder");
    this.store = requireNonNull(store, "store");
  }

  /** The entries as the files are: of one that was being replaced, the version that is there. */
  List<UnitEntry> apply(List<UnitEntry> entries) throws IOException {
    List<UnitEntry> applied = new ArrayList<>(entries);
    for (FileReplacement note : notes()) {
      for (int i = 0; i < applied.size(); i++) {
        UnitEntry entry = applied.get(i);
        if (entry.unit().equals(note.unit())
            && note.hasHappened(entry, store, ledger.path(note.file().path()))) {
          applied.set(i, note.in(entry));
        }
      }
    }
    return applied;
  }

  private List<FileReplacement> notes() throws IOException {
    List<FileReplacement> notes = new ArrayList<>();
    for (StoredObject object : store.list(folder + "*.json")) {
      // Another worker may be done with it by now.
      Optional<byte[]> json = store.read(object.path());
      if (json.isPresent()) {
        notes.add(Ledger.fromJson(json.get(), FileReplacement.class, object.path(), REMEDY));
      }
    }
    return notes;
  }

  UnitEntry replace(UnitEntry entry, FileEntry file, PendingObject complete) throws IOException {
    FileReplacement note = new FileReplacement(entry.unit(), file);
    String path = path(entry.unit());
    store.write(path, Ledger.toJson(note), ledger.pendingFolder(entry.unit()));
    complete.publish();
    UnitEntry now = note.in(entry);
    ledger.commit(now);
    store.delete(path);
    return now;
  }

  void settle() throws IOException {
    for (FileReplacement note : notes()) {
      UnitEntry unused = settle(note.unit());
    }
  }

  UnitEntry settle(String unit) throws IOException {
    UnitEntry entry = ledger.entry(unit);
    Optional<byte[]> json = store.read(path(unit));
    if (json.isEmpty()) {
      return entry;
    }
    FileReplacement note = Ledger.fromJson(json.get(), FileReplacement.class, path(unit), REMEDY);
    if (note.hasHappened(entry, store, ledger.path(note.file().path()))) {
      entry = note.in(entry);
    }
    ledger.commit(entry);
    store.delete(path(unit));
    return entry;
  }

  private String path(String unit) {
    return folder + unit + ".json";
  }
}
