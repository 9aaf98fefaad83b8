package dev.parqueduct.io.tikv;

import java.util.Map;
import java.util.TreeMap;

/** What an {@link MvccCursor} has met. */
public final class MvccCounts {
  long puts;
  long shortValues;
  long joined;
  long deletes;
  long locks;
  long rollbacks;
  long fenced;
  long olderVersions;
  long orphans;
  final EntrySum writeSum = new EntrySum();
  final EntrySum defaultSum = new EntrySum();

  MvccCounts() {}

  /** Sum over the keys and values that the backup counts for the write file. */
  public EntrySum writeSum() {
    return writeSum;
  }

  /** Sum over the entries of the default file. */
  public EntrySum defaultSum() {
    return defaultSum;
  }

  /** The counts by name; those that are zero are left out. */
  public Map<String, Long> byName() {
    Map<String, Long> counts = new TreeMap<>();
    add(counts, "kv_put", puts);
    add(counts, "kv_put_short_value", shortValues);
    add(counts, "kv_put_joined", joined);
    add(counts, "kv_delete", deletes);
    add(counts, "kv_skipped_lock", locks);
    add(counts, "kv_skipped_rollback", rollbacks);
    add(counts, "kv_skipped_gc_fence", fenced);
    add(counts, "kv_skipped_older_version", olderVersions);
    add(counts, "kv_orphan_in_default", orphans);
    return counts;
  }

  private static void add(Map<String, Long> counts, String name, long count) {
    if (count != 0) {
      counts.put(name, count);
    }
  }
}
