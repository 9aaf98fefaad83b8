package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import java.io.Serializable;
import java.util.Optional;

/**
 * A file that is to be validated.
 *
 * @param path in the form that listings show
 * @param bytes its size
 * @param table that its rows are of, by its name or its folder
 * @param unit the unit of the ledger that wrote it; empty if that is not known
 * @param root the output folder that it lies in, if there is a ledger; else empty
 * @param entry what the ledger says of it, null for nothing
 * @param ledger what a ledger has to do with it
 */
public record FileTask(
    String path,
    long bytes,
    String table,
    String unit,
    String root,
    FileEntry entry,
    InLedger ledger)
    implements Serializable {
  /** Whether a ledger knows a file. */
  public enum InLedger {
    /** There is no ledger. */
    NONE,
    KNOWN,
    UNKNOWN
  }

  public FileTask {
    requireNonNull(path, "path");
    requireNonNull(table, "table");
    requireNonNull(unit, "unit");
    requireNonNull(root, "root");
    requireNonNull(ledger, "ledger");
  }

  Optional<FileEntry> recorded() {
    return Optional.ofNullable(entry);
  }
}
