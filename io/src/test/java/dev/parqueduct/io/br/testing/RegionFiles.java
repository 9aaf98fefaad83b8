package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.TableRecords.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spreads the entries of a backup over pairs of SSTs, a region each. */
final class RegionFiles {
  private final Path root;
  private final SstOptions options;
  private final Encryption encryption;
  private final RegionNames names;
  private final int rowsPerSst;
  private final long startVersion;
  private final long endVersion;
  private final List<StoredFile> files = new ArrayList<>();

  RegionFiles(
      Path root,
      SstOptions options,
      Encryption encryption,
      RegionNames names,
      int rowsPerSst,
      long startVersion,
      long endVersion) {
    this.root = root;
    this.options = options;
    this.encryption = encryption;
    this.names = names;
    this.rowsPerSst = rowsPerSst;
    this.startVersion = startVersion;
    this.endVersion = endVersion;
  }

  List<StoredFile> files() {
    return List.copyOf(files);
  }

  /** A range for each table or partition. */
  void writeTables(List<Entry> records) throws IOException {
    Map<Long, List<Entry>> tables = new TreeMap<>();
    records.forEach(
        each -> tables.computeIfAbsent(each.physicalId(), id -> new ArrayList<>()).add(each));
    for (Map.Entry<Long, List<Entry>> each : tables.entrySet()) {
      write(each.getValue(), Keys.firstRecord(each.getKey()), Keys.endOfRecords(each.getKey()));
    }
  }

  /** One range for all tables. */
  void writeGrouped(List<Entry> records) throws IOException {
    if (!records.isEmpty()) {
      List<Entry> sorted = sorted(records);
      write(
          sorted,
          Keys.firstRecord(sorted.get(0).physicalId()),
          Keys.endOfRecords(sorted.get(sorted.size() - 1).physicalId()));
    }
  }

  /** A range for each index of each table or partition. */
  void writeIndexes(List<Entry> entries) throws IOException {
    Map<Long, Map<Long, List<Entry>>> indexes = new TreeMap<>();
    entries.forEach(
        each ->
            indexes
                .computeIfAbsent(each.physicalId(), id -> new TreeMap<>())
                .computeIfAbsent(each.indexId(), id -> new ArrayList<>())
                .add(each));
    for (Map.Entry<Long, Map<Long, List<Entry>>> table : indexes.entrySet()) {
      for (Map.Entry<Long, List<Entry>> index : table.getValue().entrySet()) {
        Bytes start = Keys.indexPrefix(table.getKey(), index.getKey(), new Bytes());
        byte[] end = start.toArray();
        write(index.getValue(), start.u8(0).toArray(), new Bytes().raw(end).u8(0xfb).toArray());
      }
    }
  }

  /** The first region again, under another name; nothing names it. */
  void writeOrphan(List<Entry> records) throws IOException {
    List<StoredFile> named = List.copyOf(files);
    List<Entry> sorted = sorted(records);
    List<Entry> some = sorted.subList(0, Math.min(3, sorted.size()));
    write(some, some.get(0).key(), some.get(some.size() - 1).key());
    files.clear();
    files.addAll(named);
  }

  private void write(List<Entry> entries, byte[] start, byte[] end) throws IOException {
    List<Entry> sorted = sorted(entries);
    byte[] from = start;
    for (int at = 0; at < sorted.size(); ) {
      int next = (int) Math.min(sorted.size(), (long) at + rowsPerSst);
      byte[] to = next == sorted.size() ? end : sorted.get(next).key();
      files.addAll(pair(sorted.subList(at, next), from, to));
      from = to;
      at = next;
    }
  }

  private List<StoredFile> pair(List<Entry> entries, byte[] start, byte[] end) throws IOException {
    try (SstPair pair = new SstPair(root, names.next(start), options, encryption)) {
      for (Entry each : entries) {
        byte[] key = each.key();
        if (each.value() == null) {
          pair.delete(key, key.length, each.physicalId(), each.startTs(), each.commitTs());
        } else {
          pair.put(
              key,
              key.length,
              each.value(),
              each.value().length,
              each.physicalId(),
              each.startTs(),
              each.commitTs());
        }
      }
      return pair.finish(start, end, startVersion, endVersion);
    }
  }

  private static List<Entry> sorted(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort((a, b) -> Arrays.compareUnsigned(a.key(), b.key()));
    return sorted;
  }
}
