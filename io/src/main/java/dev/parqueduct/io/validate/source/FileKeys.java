package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.PgColumn;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the keys of a few rows of files, as text.
 *
 * @param columns of the table
 * @param key names of the key's columns; may be empty
 */
record FileKeys(ObjectStore store, List<PgColumn> columns, List<String> key) {
  /** The keys; empty texts if there are no columns for them. */
  Map<FileRow, String> read(List<FileRow> rows) throws IOException {
    Map<FileRow, String> keys = new HashMap<>();
    rows.forEach(row -> keys.put(row, ""));
    Map<String, Map<Integer, Set<Integer>>> places = new TreeMap<>();
    for (FileRow row : rows) {
      places
          .computeIfAbsent(row.file(), unused -> new TreeMap<>())
          .computeIfAbsent(row.group(), unused -> new TreeSet<>())
          .add(row.row());
    }
    for (Map.Entry<String, Map<Integer, Set<Integer>>> file : places.entrySet()) {
      try (SeekableByteChannel channel = store.openSeekable(file.getKey());
          FileScan scan = FileScan.open(new ChannelInput(channel))) {
        for (Map.Entry<Integer, Set<Integer>> group : file.getValue().entrySet()) {
          addKeys(scan, file.getKey(), group.getKey(), group.getValue(), keys);
        }
      }
    }
    return keys;
  }

  private void addKeys(
      FileScan scan, String file, int group, Set<Integer> rows, Map<FileRow, String> keys)
      throws IOException {
    for (String name : key) {
      int leaf = leaf(scan, name);
      PgColumn column = columns.get(position(name));
      KeyText.read(scan, group, leaf, column, rows)
          .forEach(
              (row, text) -> {
                FileRow place = new FileRow(file, group, row);
                String before = keys.get(place);
                keys.put(place, before.isEmpty() ? text : before + ", " + text);
              });
    }
  }

  private static int leaf(FileScan scan, String name) throws IOException {
    for (int i = 0; i < scan.schema().getColumns().size(); i++) {
      String[] path = scan.schema().getColumns().get(i).getPath();
      if (path.length == 1 && path[0].equals(name)) {
        return i;
      }
    }
    throw new IOException("The key column " + name + " has no leaf of its own in the files");
  }

  private int position(String name) {
    return columns.stream().map(PgColumn::name).toList().indexOf(name);
  }
}
