package dev.parqueduct.io.br;

import dev.parqueduct.io.ledger.ContentSum;
import dev.parqueduct.io.tidb.RecordKey;
import dev.parqueduct.io.tikv.EntrySum;
import dev.parqueduct.io.tikv.MvccCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up the entries of a unit by table or partition, index entries included, as the backup does
 * for each table. What is superseded does not count there either.
 */
final class TableSums {
  private final ExportTables tables;
  private final BackupUnit unit;
  private final Map<Long, EntrySum> byId = new HashMap<>();
  private long currentId;
  private EntrySum current;

  TableSums(ExportTables tables, BackupUnit unit) {
    this.tables = tables;
    this.unit = unit;
  }

  /** Adds the entry that the cursor stands on. */
  void add(MvccCursor at) {
    if (!RecordKey.isTable(at.rawKey(), at.rawKeyLength())) {
      return;
    }
    long id = RecordKey.physicalId(at.rawKey(), at.rawKeyLength());
    if (current == null || id != currentId) {
      currentId = id;
      current = byId.computeIfAbsent(id, i -> new EntrySum());
    }
    at.addTo(current);
  }

  /** The sums of exported tables, by id. */
  Map<String, ContentSum> byId() {
    Map<String, ContentSum> sums = new TreeMap<>();
    byId.forEach(
        (id, sum) -> {
          if (tables.hasEntries(id) && unit.holds(id)) {
            sums.put(Long.toString(id), ContentSum.of(sum.crc64Xor(), sum.entries(), sum.bytes()));
          }
        });
    return sums;
  }
}
