package dev.parqueduct.io.tidb;

import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * The schema of a table, as far as exporting it needs (TiDB's pkg/meta/model/table.go).
 *
 * @param columns in the order of their offsets, whatever their state
 * @param primaryKey columns of the primary key if it is the handle of the rows ({@code
 *     commonHandle}); empty otherwise
 * @param pkIsHandle whether the handle is the value of an integer primary key
 * @param partitions empty unless the table is partitioned
 * @param rowless whether this is a view or a sequence
 */
public record TableInfo(
    long id,
    String name,
    String charset,
    String collation,
    String comment,
    List<ColumnInfo> columns,
    List<KeyColumn> primaryKey,
    boolean pkIsHandle,
    boolean commonHandle,
    List<Partition> partitions,
    boolean rowless)
    implements Serializable {
  /** A partition: rows of it carry its id where others have the table's. */
  public record Partition(long id, String name) implements Serializable {}

  /**
   * A column of a key.
   *
   * @param column its place among the table's columns
   * @param length characters the key is cut to, -1 when it is whole
   */
  record KeyColumn(int column, int length) implements Serializable {
    boolean whole() {
      return length < 0;
    }
  }

  public TableInfo {
    columns = columns.stream().sorted(Comparator.comparingInt(ColumnInfo::offset)).toList();
    primaryKey = List.copyOf(primaryKey);
    partitions = List.copyOf(partitions);
  }

  /**
   * Reads a schema from the JSON that TiDB stores.
   *
   * @throws IOException when it is not one
   */
  public static TableInfo parse(byte[] json) throws IOException {
    return SchemaJson.table(json);
  }

  /** The ids that record keys carry: those of the partitions, or the table's own. */
  public List<Long> physicalIds() {
    return partitions.isEmpty() ? List.of(id) : partitions.stream().map(Partition::id).toList();
  }
}
