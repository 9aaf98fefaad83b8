package dev.parqueduct.io.clickhouse.events.files;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.files.FileTask.Table;
import dev.parqueduct.io.clickhouse.events.rules.KeyIndex;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.exports.ExportReader;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends the rows of exported files to buckets: an observation and its trace to the same one. Keys
 * and versions go to buckets of their own, where versions of one row meet whose traces differ.
 */
public final class FileRows {
  private static final int BLOCK_ROWS = 1 << 16;
  private static final long BLOCK_BYTES = 32L << 20;
  private static final int POSITION_BITS = 40;
  private static final long DAY_MILLIS = 86_400_000;

  private final Profile profile;
  private final ObjectStore store;

  public FileRows(Profile profile, ObjectStore store) {
    this.profile = requireNonNull(profile, "profile");
    this.store = requireNonNull(store, "store");
  }

  /** Takes what comes of a file. */
  public interface Out {
    /** A block of rows of a table. */
    void rows(int bucket, byte[] block) throws IOException;

    /** A block of keys and versions of rows that are in several buckets of rows. */
    void keys(int bucket, byte[] block) throws IOException;
  }

  /** Reads a file. */
  public void read(FileTask task, Out out) throws IOException {
    try (ExportReader reader = ExportReader.open(store, task.path(), task.types())) {
      long first = (long) task.number() << POSITION_BITS;
      while (reader.next(BLOCK_ROWS, BLOCK_BYTES)) {
        new Block(task, reader, first).send(out);
        first += reader.rows();
      }
    }
  }

  /** The month of a time, as a number {@code YYYYMM}. */
  static int month(long millis) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY_MILLIS));
    return day.getYear() * 100 + day.getMonthValue();
  }

  /** One block of a file. */
  private final class Block {
    private final FileTask task;
    private final ExportReader reader;
    private final StringColumn projects;
    private final StringColumn traceIds;
    private final FixedColumn positions = new FixedColumn("Int64", 8);
    private final int[] buckets;

    Block(FileTask task, ExportReader reader, long first) {
      this.task = task;
      this.reader = reader;
      this.projects = texts("project_id");
      this.traceIds = texts(task.table() == Table.TRACES ? "id" : "trace_id");
      this.buckets = new int[reader.rows()];
      for (int row = 0; row < buckets.length; row++) {
        positions.append(first + row);
        buckets[row] =
            isWanted(row) ? KeyIndex.bucket(projects, traceIds, row, task.buckets()) : -1;
      }
    }

    private boolean isWanted(int row) {
      return task.table() != Table.OBSERVATIONS
          || task.months().contains(month(numbers("start_time").longAt(row)));
    }

    private StringColumn texts(String name) {
      Column column = reader.column(name).values();
      return (StringColumn) (column instanceof NullableColumn maybe ? maybe.nested() : column);
    }

    private FixedColumn numbers(String name) {
      Column column = reader.column(name).values();
      return (FixedColumn) (column instanceof NullableColumn maybe ? maybe.nested() : column);
    }

    void send(Out out) throws IOException {
      List<String> names = new ArrayList<>();
      List<Column> columns = new ArrayList<>();
      StringColumn keys = keys();
      if (task.table() == Table.TRACES) {
        for (String name : TraceTable.names(profile)) {
          names.add(name);
          columns.add(trace(name));
        }
      } else {
        names.addAll(reader.names());
        names.remove(Versions.DELETED);
        names.forEach(name -> columns.add(reader.column(name)));
      }
      names.addAll(List.of(Versions.DELETED, Versions.POSITION, Versions.KEY));
      columns.addAll(List.of(flags(), positions, keys));
      new BlockSplit(names, columns).send(buckets, task.pending()::contains, out::rows);
      if (task.table() != Table.TRACES) {
        sendKeys(keys, out);
      }
    }

    /** Deleted rows, as 1. */
    private FixedColumn flags() {
      FixedColumn deleted = numbers(Versions.DELETED);
      FixedColumn flags = new FixedColumn("UInt8", 1);
      flags.append(deleted, 0, deleted.rows());
      return flags;
    }

    private void sendKeys(StringColumn keys, Out out) throws IOException {
      int[] keyBuckets = new int[buckets.length];
      FixedColumn rowBuckets = new FixedColumn("Int64", 8);
      for (int row = 0; row < keyBuckets.length; row++) {
        rowBuckets.append((long) buckets[row]);
        keyBuckets[row] =
            buckets[row] < 0 ? -1 : KeyIndex.bucket(projects, keys, row, task.buckets());
      }
      FixedColumn versions = new FixedColumn("Int64", 8);
      versions.append(numbers(Versions.VERSION), 0, keyBuckets.length);
      new BlockSplit(
              List.of(
                  Versions.PROJECT,
                  Versions.KEY,
                  Versions.VERSION,
                  Versions.DELETED,
                  Versions.POSITION,
                  MovedRows.BUCKET),
              List.of(projects, keys, versions, flags(), positions, rowBuckets))
          .send(keyBuckets, bucket -> true, out::keys);
    }

    /** A column of traces as {@link TraceTable} has it. */
    private Column trace(String name) {
      return switch (TraceTable.type(name)) {
        case "Int64" -> micros(numbers(name.equals("at") ? "timestamp" : name));
        case "String" -> texts(name);
        default -> reader.column(name);
      };
    }

    private FixedColumn micros(FixedColumn millis) {
      FixedColumn micros = new FixedColumn("Int64", 8);
      for (int row = 0; row < buckets.length; row++) {
        micros.append(Math.multiplyExact(millis.longAt(row), 1000L));
      }
      return micros;
    }

    /** The keys by which versions of a row know each other, beside the project. */
    private StringColumn keys() {
      StringColumn keys = new StringColumn();
      KeyBytes key = new KeyBytes();
      for (int row = 0; row < buckets.length; row++) {
        key.clear();
        switch (task.table()) {
          case OBSERVATIONS ->
              key.add('o')
                  .add(day("start_time", row))
                  .add(texts("type"), row)
                  .add(texts("id"), row);
          case TRACES -> key.add('t').add(day("timestamp", row)).add(texts("id"), row);
          case DATASET_RUN_ITEMS ->
              key.add('i')
                  .add(texts("dataset_id"), row)
                  .add(texts("dataset_run_id"), row)
                  .add(texts("id"), row);
        }
        key.appendTo(keys);
      }
      return keys;
    }

    private long day(String column, int row) {
      return Math.floorDiv(numbers(column).longAt(row), DAY_MILLIS);
    }
  }
}
