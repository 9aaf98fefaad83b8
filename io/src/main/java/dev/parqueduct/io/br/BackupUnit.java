package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * What is read together: a scan of a backup or, when backups are merged, all their scans that have
 * keys of a range.
 *
 * @param id unique in the export, the same in every run, fit for a file name
 * @param scans the oldest backup's first; one of them, unless backups are merged
 * @param range the keys that count; no other unit has any of them
 */
public record BackupUnit(String id, List<BackupScan> scans, KeyRange range)
    implements Serializable {
  public BackupUnit {
    requireNonNull(id, "id");
    requireNonNull(range, "range");
    scans = List.copyOf(scans);
    if (scans.isEmpty()) {
      throw new IllegalArgumentException("unit " + id + " has nothing to read");
    }
  }

  /** A scan of the only backup. */
  BackupUnit(String id, List<BackupFile> files, List<Long> physicalIds) {
    this(id, new BackupScan(0, files, physicalIds));
  }

  private BackupUnit(String id, BackupScan scan) {
    this(id, List.of(scan), scan.range());
  }

  /** The scan of a unit that has only one. */
  public BackupScan only() {
    if (scans.size() != 1) {
      throw new IllegalStateException("unit " + id + " has " + scans.size() + " scans");
    }
    return scans.get(0);
  }

  /** Whether it may hold changes to another backup. */
  boolean merges() {
    return scans.get(scans.size() - 1).backup() > 0;
  }

  /** All files, some of which other units may have, too. */
  public List<BackupFile> files() {
    return scans.stream().flatMap(scan -> scan.files().stream()).toList();
  }

  /** The wanted tables and partitions whose keys it may hold, ascending. */
  public List<Long> physicalIds() {
    return scans.stream().flatMap(scan -> scan.physicalIds().stream()).sorted().distinct().toList();
  }

  /** The file of the first scan that decides which rows there are. */
  public BackupFile leading() {
    return scans.get(0).leading();
  }

  /** Whether rows of a table count; others in the unit are superseded. */
  public boolean holds(long physicalId) {
    return scans.stream().anyMatch(scan -> scan.holds(physicalId));
  }

  /** Bytes stored, as far as the backup tells. */
  public long bytes() {
    return scans.stream().mapToLong(BackupScan::bytes).sum();
  }
}
