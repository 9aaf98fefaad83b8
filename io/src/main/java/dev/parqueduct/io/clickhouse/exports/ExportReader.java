package dev.parqueduct.io.clickhouse.exports;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.ArrayColumn;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.ColumnType;
import dev.parqueduct.io.clickhouse.wire.MapColumn;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.LeafCursor;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads some columns of a file, block by block. Everything that a file says of itself is checked on
 * the way. Memory: the columns' chunks of a row group, as they are stored, and a block.
 */
public final class ExportReader implements Closeable {
  private final String path;
  private final SeekableByteChannel channel;
  private final FileScan scan;
  private final List<String> names;
  private final List<Column> columns = new ArrayList<>();
  private final List<Integer> firstLeaves = new ArrayList<>();
  private List<List<LeafCopy>> leaves = List.of();
  private int group;
  private int rowsLeft;
  private int rows;

  private ExportReader(
      String path, SeekableByteChannel channel, FileScan scan, Map<String, String> types) {
    this.path = path;
    this.channel = channel;
    this.scan = scan;
    this.names = List.copyOf(types.keySet());
    List<ColumnDescriptor> leaves = scan.schema().getColumns();
    types.forEach(
        (name, type) -> {
          columns.add(ColumnType.column(name, type));
          int leaf = 0;
          while (!leaves.get(leaf).getPath()[0].equals(name)) {
            leaf++;
          }
          firstLeaves.add(leaf);
        });
  }

  /**
   * Opens a file.
   *
   * @param types of the columns to read, by name, in the order that they are to come in: those of
   *     the file, but that texts and numbers may be read as nullable
   * @throws RunFailedException if the file is damaged
   */
  public static ExportReader open(ObjectStore store, String path, Map<String, String> types)
      throws IOException {
    requireNonNull(types, "types");
    SeekableByteChannel channel = store.openSeekable(path);
    try {
      return new ExportReader(path, channel, FileScan.open(new ChannelInput(channel)), types);
    } catch (DamagedFileException e) {
      channel.close();
      throw damaged(path, e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static RunFailedException damaged(String path, DamagedFileException e) {
    return RunFailedException.failed(
        path + " is damaged (" + e.getMessage() + "). Export it again, and run this again.");
  }

  public List<String> names() {
    return names;
  }

  /** The columns of the block, used again for the next. */
  public List<Column> columns() {
    return columns;
  }

  public Column column(String name) {
    return columns.get(names.indexOf(name));
  }

  /** Rows of the block. */
  public int rows() {
    return rows;
  }

  /**
   * Reads the next block.
   *
   * @param maxRows rows at most
   * @param maxBytes bytes that the block may hold, and be over by a row
   * @return false at the end of the file
   */
  public boolean next(int maxRows, long maxBytes) throws IOException {
    columns.forEach(Column::clear);
    rows = 0;
    try {
      while (rowsLeft == 0) {
        for (List<LeafCopy> column : leaves) {
          for (LeafCopy leaf : column) {
            leaf.end();
          }
        }
        leaves = List.of();
        if (group == scan.rowGroups()) {
          return false;
        }
        open(group++);
      }
      long bytes = 0;
      while (rowsLeft > 0 && rows < maxRows && bytes < maxBytes) {
        for (int i = 0; i < columns.size(); i++) {
          copy(leaves.get(i), columns.get(i));
          bytes += columns.get(i).bytes(rows, rows + 1);
        }
        rows++;
        rowsLeft--;
      }
      return true;
    } catch (DamagedFileException e) {
      throw damaged(path, e);
    }
  }

  private static void copy(List<LeafCopy> leaves, Column column) throws IOException {
    if (column instanceof MapColumn map) {
      leaves.get(0).copyList(map.keys());
      leaves.get(1).copyList(map.items());
      if (map.keys().rows() != map.items().rows()) {
        throw new DamagedFileException("a map has more keys than values, or fewer");
      }
      map.endRow();
    } else if (column instanceof ArrayColumn array) {
      leaves.get(0).copyList(array.elements());
      array.endRow();
    } else {
      leaves.get(0).copyValue(column);
    }
  }

  private void open(int number) throws IOException {
    rowsLeft = scan.rows(number);
    leaves = new ArrayList<>();
    MessageType schema = scan.schema();
    for (int i = 0; i < columns.size(); i++) {
      Type field = schema.getType(names.get(i));
      int count = columns.get(i) instanceof MapColumn ? 2 : 1;
      List<LeafCopy> own = new ArrayList<>();
      for (int leaf = firstLeaves.get(i); leaf < firstLeaves.get(i) + count; leaf++) {
        ColumnDescriptor descriptor = schema.getColumns().get(leaf);
        LeafCursor cursor =
            new LeafCursor(
                leaf, descriptor.getMaxDefinitionLevel(), descriptor.getMaxRepetitionLevel());
        cursor.open(scan.scanBesideOthers(number, leaf));
        own.add(new LeafCopy(cursor, present(schema, field)));
      }
      leaves.add(own);
    }
  }

  private static int present(MessageType schema, Type field) {
    if (field.isPrimitive()) {
      return 0;
    }
    GroupType group = field.asGroupType();
    return schema.getMaxDefinitionLevel(group.getName(), group.getType(0).getName());
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      scan.close();
    }
  }
}
