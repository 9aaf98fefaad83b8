package dev.parqueduct.io.mysql.rows;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** Reads rows of a file, some row groups of it, in order. Memory: a row group, as it is stored. */
public final class RowReader implements AutoCloseable {
  private final String path;
  private final SeekableByteChannel channel;
  private final FileScan scan;
  private final List<ValueCursor> cursors = new ArrayList<>();
  private final int lastGroup;
  private int group;
  private boolean opened;
  private int rowsLeft;
  private long row;

  private RowReader(
      String path,
      String name,
      SeekableByteChannel channel,
      FileScan scan,
      ImportColumns columns,
      RowRange range) {
    this.path = path;
    this.channel = channel;
    this.scan = scan;
    for (ImportColumn column : columns.in(scan.schema()).all()) {
      cursors.add(
          column.leaf() == ImportColumn.ROW_NAME
              ? new NameCursor(name, range.firstRow())
              : column.isNested()
                  ? new NestedCursor(scan.schema(), column)
                  : new ColumnCursor(column));
    }
    this.group = range.firstGroup() - 1;
    this.lastGroup = range.firstGroup() + range.groups() - 1;
    this.row = range.firstRow() - 1;
  }

  /**
   * Row groups of a file.
   *
   * @param firstRow number of their first row in the file, from 0
   */
  public record RowRange(int firstGroup, int groups, long firstRow) {}

  /** Takes a file. */
  @FunctionalInterface
  public interface FileTask<T> {
    T run(FileScan scan) throws IOException;
  }

  /**
   * Opens a file.
   *
   * @param name of the file in the names of its rows
   */
  public static RowReader open(
      ObjectStore store, String path, String name, ImportColumns columns, RowRange range)
      throws IOException {
    requireNonNull(range, "range");
    SeekableByteChannel channel = store.openSeekable(path);
    try {
      return new RowReader(
          path, name, channel, FileScan.open(new ChannelInput(channel)), columns, range);
    } catch (DamagedFileException e) {
      channel.close();
      throw damaged(path, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Looks into a file, whose damage ends the run. */
  public static <T> T inFile(ObjectStore store, String path, FileTask<T> task) throws IOException {
    try (SeekableByteChannel channel = store.openSeekable(path);
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      return task.run(scan);
    } catch (DamagedFileException e) {
      throw damaged(path, e);
    }
  }

  private static RunFailedException damaged(String path, DamagedFileException e) {
    return RunFailedException.failed(
        path + " is damaged (" + e.getMessage() + "). Export it again, and run this again.");
  }

  /** Moves to the next row; false after the last. */
  public boolean next() throws IOException {
    try {
      while (rowsLeft == 0) {
        endGroup();
        if (group >= lastGroup) {
          return false;
        }
        openGroup(++group);
      }
      for (ValueCursor cursor : cursors) {
        cursor.next();
      }
    } catch (DamagedFileException e) {
      throw damaged(path, e);
    }
    rowsLeft--;
    row++;
    return true;
  }

  private void endGroup() throws IOException {
    if (opened) {
      for (ValueCursor cursor : cursors) {
        cursor.end();
      }
    }
    opened = false;
  }

  private void openGroup(int number) throws IOException {
    rowsLeft = scan.rows(number);
    opened = true;
    for (ValueCursor cursor : cursors) {
      cursor.open(scan, number);
    }
  }

  /** Number of the row in the file, from 0. */
  public long row() {
    return row;
  }

  /** A column's value: null, a text, bytes, or a {@link Problem} with it. */
  public Object value(int column) {
    return cursors.get(column).value();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      scan.close();
    }
  }
}
