package dev.parqueduct.io.clickhouse.events.files;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.ExportFiles;
import dev.parqueduct.io.clickhouse.exports.ExportSchema;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The files of a table, by what their footers say. */
final class ExportedTable {
  /** Behind the type of texts that must not be null. */
  static final String NOT_NULL = " NOT NULL";

  private final String option;
  private final List<FilesPlan.ExportFile> files = new ArrayList<>();
  private final List<TreeSet<Integer>> months = new ArrayList<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private long bytes;

  private ExportedTable(String option) {
    this.option = requireNonNull(option, "option");
  }

  /**
   * Looks at the files.
   *
   * @param option that names them
   * @param time the column of times, or empty
   * @throws RunFailedException with exit code 2 if there are none, or they do not fit together
   */
  static ExportedTable of(ObjectStore store, String option, List<String> inputs, String time)
      throws IOException {
    ExportedTable table = new ExportedTable(option);
    for (StoredObject file : ExportFiles.find(store, inputs)) {
      table.add(store, file, time);
    }
    if (table.files.isEmpty()) {
      throw RunFailedException.usage(
          "--" + option + "=" + String.join(",", inputs) + " matches no Parquet file.");
    }
    return table;
  }

  private void add(ObjectStore store, StoredObject file, String time) throws IOException {
    try (SeekableByteChannel channel = store.openSeekable(file.path());
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      addTypes(file.path(), ExportSchema.types(scan.schema()));
      long rows = 0;
      TreeSet<Integer> own = new TreeSet<>();
      for (int group = 0; group < scan.rowGroups(); group++) {
        rows += scan.rows(group);
        bytes += scan.bytes(group);
        if (!time.isEmpty()) {
          addMonths(file.path(), scan, group, time, own);
        }
      }
      files.add(new FilesPlan.ExportFile(file.path(), file.bytes(), rows, scan.footerCrc()));
      months.add(own);
    } catch (DamagedFileException e) {
      throw RunFailedException.usage(
          "--" + option + ": " + file.path() + " cannot be read: " + e.getMessage() + ".");
    }
  }

  private void addTypes(String path, Map<String, String> more) {
    if (files.isEmpty()) {
      types.putAll(more);
      return;
    }
    types.keySet().retainAll(more.keySet());
    types.replaceAll(
        (name, type) -> {
          String other = more.get(name);
          if (!plain(type).equals(plain(other))) {
            throw RunFailedException.usage(
                String.format(
                    "--%s: column %s is %s in %s, and %s in files before it.",
                    option, name, other, path, type));
          }
          return type.equals(plain(type)) ? other : type;
        });
  }

  /** A type without null. */
  private static String plain(String type) {
    return type.startsWith("Nullable(") ? type.substring(9, type.length() - 1) : type;
  }

  private void addMonths(String path, FileScan scan, int group, String time, Set<Integer> own) {
    int column = 0;
    while (column < scan.schema().getColumns().size()
        && !scan.schema().getColumns().get(column).getPath()[0].equals(time)) {
      column++;
    }
    long[] bounds =
        column == scan.schema().getColumns().size()
            ? new long[0]
            : scan.bounds(group, column).orElse(new long[0]);
    if (bounds.length == 0) {
      throw RunFailedException.usage(
          String.format(
              "--%s: %s has no column %s with bounds in its footer. Export it as Parquet with"
                  + " ClickHouse, which writes them.",
              option, path, time));
    }
    int last = FileRows.month(bounds[1]);
    for (int month = FileRows.month(bounds[0]); month <= last; month = next(month)) {
      own.add(month);
    }
  }

  private static int next(int month) {
    return month % 100 == 12 ? month + 89 : month + 1;
  }

  /**
   * The types of columns, in the order of their names here.
   *
   * @param wanted types by name, empty for what the files have
   * @throws RunFailedException with exit code 2 if a column is not there, or is of another type
   */
  Map<String, String> types(Map<String, String> wanted) {
    Map<String, String> chosen = new LinkedHashMap<>();
    wanted.forEach(
        (name, type) -> {
          String present = types.get(name);
          if (present == null) {
            throw RunFailedException.usage(
                String.format(
                    "--%s: the files have no column %s, or it is of a type that is not known.",
                    option, name));
          }
          boolean fits =
              type.isEmpty()
                  || present.equals(type.replace(NOT_NULL, ""))
                  || (type.equals("String") && plain(present).equals(type))
                  || (type.equals("UInt8") && present.equals("Bool"))
                  || (type.equals("Bool") && present.equals("UInt8"));
          if (!fits) {
            throw RunFailedException.usage(
                String.format(
                    "--%s: column %s is %s, and must be %s as ClickHouse exports it.",
                    option, name, present, type));
          }
          chosen.put(name, present);
        });
    return chosen;
  }

  /** All types, by name. */
  Map<String, String> types() {
    return types;
  }

  List<FilesPlan.ExportFile> files() {
    return files;
  }

  /** The months that a file may have rows of. */
  Set<Integer> months(int file) {
    return months.get(file);
  }

  /** The months that the files may have rows of, {@code YYYYMM}. */
  List<String> months() {
    TreeSet<Integer> all = new TreeSet<>();
    months.forEach(all::addAll);
    return all.stream().map(String::valueOf).toList();
  }

  /** Bytes before compression. */
  long bytes() {
    return bytes;
  }
}
