package dev.parqueduct.io.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Files that are filled one after the other.
 *
 * @param id unique in the folder
 * @param files relative to the folder
 * @param origin whether a ledger tells of them
 */
public record ClassifyUnit(String id, List<FileEntry> files, Origin origin)
    implements Serializable {
  /** Where files are from. */
  public enum Origin {
    /** They are a unit of an export, in its ledger. */
    EXPORT,
    /** They are in the folder. */
    FOLDER
  }

  public ClassifyUnit {
    requireNonNull(id, "id");
    requireNonNull(origin, "origin");
    files = new ArrayList<>(files);
  }

  public long bytes() {
    return files.stream().mapToLong(FileEntry::bytes).sum();
  }
}
