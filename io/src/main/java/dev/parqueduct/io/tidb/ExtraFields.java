package dev.parqueduct.io.tidb;

import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.tidb.TableInfo.Partition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The columns that say where a row comes from; they follow those of the table. */
final class ExtraFields {
  private static final int PRIMARY_KEY = 2;

  /** Bits of a timestamp of TiKV below its milliseconds. */
  private static final int LOGICAL_BITS = 18;

  private static final byte[] PUT = "put".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DELETE = "delete".getBytes(StandardCharsets.UTF_8);

  private final TableInfo table;
  private final Set<ExtraColumn> wanted;
  private final int first;
  private final boolean unsignedHandle;
  private final byte[][] partitionNames;
  private int partition;

  /** Whether a row is there or was deleted. */
  enum Op {
    PUT,
    DELETE
  }

  /**
   * Chooses the columns.
   *
   * @param first the number of leaf columns before them
   * @param handleNeeded whether nothing but the handle tells deleted rows from each other
   */
  ExtraFields(TableInfo table, RowOptions options, int first, boolean handleNeeded) {
    this.table = table;
    this.first = first;
    this.wanted = EnumSet.noneOf(ExtraColumn.class);
    wanted.addAll(options.extras());
    boolean strings = options.mapping() == TypeMapping.STRINGS;
    if (strings) {
      wanted.add(ExtraColumn.TABLE_ID);
    }
    if (strings || handleNeeded) {
      wanted.add(ExtraColumn.HANDLE);
    }
    this.unsignedHandle =
        table.pkIsHandle()
            && !strings
            && table.columns().stream()
                .map(ColumnInfo::type)
                .anyMatch(type -> (type.flags() & PRIMARY_KEY) != 0 && type.unsigned());
    this.partitionNames =
        table.partitions().stream()
            .map(named -> named.name().getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  List<Type> fields() {
    List<Type> fields = new ArrayList<>();
    for (ExtraColumn extra : wanted) {
      switch (extra) {
        case TABLE_ID ->
            fields.add(Types.required(PrimitiveTypeName.INT64).named("_tidb_table_id"));
        case HANDLE -> fields.add(handle());
        case COMMIT_TS -> {
          fields.add(Types.required(PrimitiveTypeName.INT64).named("_tidb_commit_ts"));
          fields.add(
              Types.required(PrimitiveTypeName.INT64)
                  .as(timestampType(true, TimeUnit.MICROS))
                  .named("_tidb_commit_time"));
        }
        case PARTITION ->
            fields.add(
                Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named("_tidb_partition"));
        case OP ->
            fields.add(Types.required(PrimitiveTypeName.BINARY).as(stringType()).named("_tidb_op"));
      }
    }
    return fields;
  }

  private Type handle() {
    if (table.commonHandle()) {
      return Types.required(PrimitiveTypeName.BINARY).named("_tidb_handle");
    }
    return Types.required(PrimitiveTypeName.INT64)
        .as(unsignedHandle ? intType(64, false) : null)
        .named("_tidb_handle");
  }

  /** Checks that a row with this id in its key is one of the table's. */
  void checkTable(long physicalId) throws BadValueException {
    List<Partition> partitions = table.partitions();
    if (partitions.isEmpty()) {
      if (physicalId == table.id()) {
        return;
      }
    } else {
      // Rows of a partition lie together.
      for (int i = 0; i < partitions.size(); i++) {
        if (partitions.get(partition).id() == physicalId) {
          return;
        }
        partition = partition + 1 == partitions.size() ? 0 : partition + 1;
      }
    }
    throw new BadValueException("the key is that of another table, " + physicalId);
  }

  /** Writes the columns of a row that {@link #checkTable} was called for. */
  void write(
      byte[] key,
      int keyLength,
      long physicalId,
      long intHandle,
      long commitTs,
      Op op,
      RowWriter out) {
    int slot = first;
    for (ExtraColumn extra : wanted) {
      switch (extra) {
        case TABLE_ID -> out.setLong(slot++, physicalId);
        case HANDLE -> {
          if (table.commonHandle()) {
            int start = RecordKey.handleStart(key, keyLength);
            out.setBinary(slot++, key, start, keyLength - start);
          } else {
            out.setLong(slot++, intHandle);
          }
        }
        case COMMIT_TS -> {
          out.setLong(slot++, commitTs);
          out.setLong(slot++, (commitTs >>> LOGICAL_BITS) * 1000);
        }
        case PARTITION -> {
          if (partitionNames.length == 0) {
            out.setNull(slot++);
          } else {
            byte[] name = partitionNames[partition];
            out.setBinary(slot++, name, 0, name.length);
          }
        }
        case OP -> {
          byte[] name = op == Op.PUT ? PUT : DELETE;
          out.setBinary(slot++, name, 0, name.length);
        }
      }
    }
  }
}
