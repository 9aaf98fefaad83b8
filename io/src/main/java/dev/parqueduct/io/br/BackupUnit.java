package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What is read together: the write file and the default file of one scan, or a single file. TiKV
 * writes no default file when all values of a scan are short, and RawKV has single files only.
 *
 * @param id unique in the backup, the same in every run, fit for a file name
 * @param files one or two, of different column families; the write file first
 * @param physicalIds the wanted tables and partitions whose keys it may hold, ascending; empty when
 *     not planned by table
 */
public record BackupUnit(String id, List<BackupFile> files, List<Long> physicalIds)
    implements Serializable {
  public BackupUnit {
    requireNonNull(id, "id");
    files = List.copyOf(files);
    physicalIds = List.copyOf(physicalIds);
    if (files.isEmpty() || files.size() > 2) {
      throw new IllegalArgumentException("a unit has one or two files, not " + files.size());
    }
  }

  /** The file that holds a column family. */
  public Optional<BackupFile> file(ColumnFamily family) throws BackupException {
    for (BackupFile file : files) {
      if (file.family() == family) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** The file that decides which rows there are. */
  public BackupFile leading() {
    return files.get(0);
  }

  /** Whether rows of a table count; others in the unit are superseded. */
  public boolean holds(long physicalId) {
    return leading().holds(physicalId);
  }

  /** Bytes stored, as far as the backup tells. */
  public long bytes() {
    return files.stream().mapToLong(BackupFile::size).sum();
  }
}
