package dev.parqueduct.io.br;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What TiKV wrote in one go: the write file and the default file of one scan, or a single file.
 * TiKV writes no default file when all values of a scan are short, and RawKV has single files only.
 *
 * @param backup which backup it is of, when several are merged: 0 for the oldest
 * @param files one or two, of different column families; the write file first
 * @param physicalIds the wanted tables and partitions whose keys it may hold, ascending; empty when
 *     not planned by table
 */
public record BackupScan(int backup, List<BackupFile> files, List<Long> physicalIds)
    implements Serializable {
  public BackupScan {
    files = List.copyOf(files);
    physicalIds = List.copyOf(physicalIds);
    if (files.isEmpty() || files.size() > 2) {
      throw new IllegalArgumentException("a scan has one or two files, not " + files.size());
    }
  }

  BackupScan ofBackup(int number) {
    return new BackupScan(number, files, physicalIds);
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

  /** Whether rows of a table count; others in the scan are superseded. */
  boolean holds(long physicalId) {
    return leading().holds(physicalId);
  }

  /** The keys that its files may hold. */
  KeyRange range() {
    return files.stream().map(KeyRange::of).reduce(KeyRange::span).orElseThrow();
  }

  /** Bytes stored, as far as the backup tells. */
  long bytes() {
    return files.stream().mapToLong(BackupFile::size).sum();
  }
}
