package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.BackupTruth.RowTruth;
import dev.parqueduct.io.br.testing.BackupTruth.TableTruth;
import dev.parqueduct.io.br.testing.Table.Layout;
import dev.parqueduct.io.br.testing.TableData.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Encodes the rows of a table and its index entries, and keeps what is true about them. */
final class TableRecords {
  /** A committed key: {@code value} is null for a deletion. */
  record Entry(
      byte[] key, byte[] value, long physicalId, long indexId, long startTs, long commitTs) {}

  static final Comparator<Entry> IN_KEY_ORDER = (a, b) -> Arrays.compareUnsigned(a.key(), b.key());

  private final Table table;
  private final boolean newCollations;
  private final RowEncoder rows;
  private final LongSupplier timestamps;
  private final List<Entry> records = new ArrayList<>();
  private final List<Entry> indexEntries = new ArrayList<>();
  private final List<RowTruth> puts = new ArrayList<>();
  private final List<RowTruth> deletes = new ArrayList<>();
  private long rowIds;

  TableRecords(Table table, boolean newCollations, LongSupplier timestamps) {
    this.table = table;
    this.newCollations = newCollations;
    this.timestamps = timestamps;
    rows = new RowEncoder(table, newCollations);
  }

  void add(Change change) {
    Map<String, Object> values = change.values();
    long physicalId = table.id;
    String partition = "";
    if (table.partitionedBy != null) {
      Table.Partition chosen =
          table.partitionOf(((Number) values.get(table.partitionedBy.name)).longValue());
      physicalId = chosen.id();
      partition = chosen.name();
    }
    byte[] handle = handle(values);
    byte[] key = Keys.record(physicalId, handle);
    long startTs = timestamps.getAsLong();
    long commitTs = timestamps.getAsLong();
    byte[] stored = change.delete() ? null : rows.encode(change, key, handle);
    records.add(new Entry(key, stored, physicalId, 0, startTs, commitTs));
    indexEntries(change, physicalId, handle, startTs, commitTs);
    Map<String, Object> exported = change.delete() ? keyOnly(values) : resolved(values);
    Map<String, String> texts = new LinkedHashMap<>();
    exported.forEach((name, value) -> texts.put(name, Texts.of(table.column(name), value)));
    boolean isLong = stored != null && stored.length > SstPair.LONGEST_SHORT_VALUE;
    (change.delete() ? deletes : puts)
        .add(new RowTruth(physicalId, partition, key, handle, commitTs, isLong, exported, texts));
  }

  List<Entry> records() {
    records.sort(IN_KEY_ORDER);
    return records;
  }

  List<Entry> indexEntries() {
    indexEntries.sort(IN_KEY_ORDER);
    return indexEntries;
  }

  TableTruth truth(String database) {
    Comparator<RowTruth> byKey = (a, b) -> Arrays.compareUnsigned(a.key(), b.key());
    puts.sort(byKey);
    deletes.sort(byKey);
    return new TableTruth(database, table, List.copyOf(puts), List.copyOf(deletes));
  }

  private byte[] handle(Map<String, Object> values) {
    if (table.layout == Layout.COMMON_HANDLE) {
      Bytes handle = new Bytes();
      table.key.forEach(
          each ->
              RowValues.key(
                  each.column(),
                  values.get(each.column().name),
                  each.length(),
                  newCollations,
                  handle));
      return Keys.commonHandle(handle);
    }
    Object handle =
        table.layout == Layout.INT_HANDLE
            ? values.get(table.key.get(0).column().name)
            : values.getOrDefault(Table.ROW_ID, ++rowIds);
    return Keys.intHandle(((Number) handle).longValue());
  }

  private void indexEntries(
      Change change, long physicalId, byte[] handle, long startTs, long commitTs) {
    for (Table.Index index : table.indexes) {
      boolean isHandle = index.primary() && table.layout == Layout.COMMON_HANDLE;
      if (isHandle || !hasAll(index, change.values())) {
        continue;
      }
      Bytes key = Keys.indexPrefix(physicalId, index.id(), new Bytes());
      for (Table.KeyPart each : index.parts()) {
        Object value = change.values().get(each.column().name);
        if (value == null) {
          key.u8(0);
        } else {
          RowValues.key(each.column(), value, each.length(), newCollations, key);
        }
      }
      byte[] value = handle;
      if (!index.unique()) {
        key.u8(3).raw(handle);
        value = new byte[] {'0'};
      }
      indexEntries.add(
          new Entry(
              key.toArray(),
              change.delete() ? null : value,
              physicalId,
              index.id(),
              startTs,
              commitTs));
    }
  }

  private static boolean hasAll(Table.Index index, Map<String, Object> values) {
    return index.parts().stream().allMatch(each -> values.containsKey(each.column().name));
  }

  private Map<String, Object> keyOnly(Map<String, Object> values) {
    Map<String, Object> key = new LinkedHashMap<>();
    table.columns.stream()
        .filter(each -> each.isExported() && values.containsKey(each.name))
        .filter(each -> table.isInHandle(each, newCollations))
        .forEach(each -> key.put(each.name, values.get(each.name)));
    return key;
  }

  /** What a reader finds for each exported column, also where the row has none of it. */
  private Map<String, Object> resolved(Map<String, Object> values) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    for (Column each : table.columns) {
      if (each.isExported()) {
        Object value = each.isVirtual() ? null : values.get(each.name);
        boolean absent = !each.isVirtual() && !values.containsKey(each.name);
        resolved.put(each.name, absent ? rows.valueOfAbsent(each) : value);
      }
    }
    return resolved;
  }
}
