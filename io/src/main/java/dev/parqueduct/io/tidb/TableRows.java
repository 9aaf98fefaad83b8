package dev.parqueduct.io.tidb;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.tidb.ExtraFields.Op;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * Turns the stored rows of one table into rows of a Parquet file, value by value, with no object
 * for a row or a value. Rows may be of both formats, and lack columns that were added later. Not
 * for use by several threads.
 */
public final class TableRows {
  private final TableInfo table;
  private final MessageType schema;
  private final Map<String, String> metadata;
  private final ExtraFields extras;
  private final RowCounts counts = new RowCounts();
  private final RowColumns columns;
  private final RowV1 v1;
  private final RowV2 v2;
  private long intHandle;

  private TableRows(TableInfo table, RowOptions options) {
    this.table = table;
    TablePlan plan = new TablePlan(table, options, counts);
    this.schema = plan.schema();
    this.extras = plan.extras();
    this.metadata = TableMetadata.of(table, plan.exported(), options);
    this.columns =
        new RowColumns(
            plan.byId(),
            table.commonHandle() ? new CommonHandle(table.primaryKey().size()) : null,
            counts);
    this.v1 = new RowV1(columns);
    this.v2 = new RowV2(columns, new RowChecksum(options.checksums(), counts));
  }

  /**
   * Prepares for the rows of a table.
   *
   * @throws IllegalArgumentException when the table has no rows, or a column of a type that is not
   *     supported
   */
  public static TableRows of(TableInfo table, RowOptions options) {
    return new TableRows(table, options);
  }

  /** The rows of the file. */
  public MessageType schema() {
    return schema;
  }

  /** What the file should say about the table: key-value metadata. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** What happened so far, by name; what did not happen is left out. */
  public Map<String, Long> counters() {
    return counts.byLabel();
  }

  /**
   * Sets all columns of a row; to end the row is the caller's part.
   *
   * @param key the key of the row, from its {@code t} or keyspace on, without a version
   * @param value the row, in either format, from {@code offset} on
   * @param commitTs when the row was committed
   * @throws RowException when the row is damaged, or a policy stops it; the row in the file is then
   *     incomplete, and the file cannot be finished
   */
  public void write(
      byte[] key, int keyLength, byte[] value, int offset, int length, long commitTs, RowWriter out)
      throws IOException {
    try {
      begin(key, keyLength, commitTs, Op.PUT, out);
      if (length == 0) {
        throw new BadValueException("a row of no bytes");
      }
      if ((value[offset] & 0xff) == RowV2.MARK) {
        v2.decode(value, offset, length, key, keyLength, out);
      } else {
        counts.add(RowCount.ROWS_OF_FORMAT_1);
        v1.decode(value, offset, length, out);
      }
      counts.add(RowCount.ROWS);
    } catch (BadValueException | IllegalArgumentException e) {
      throw failed(key, keyLength, e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw failed(key, keyLength, "the row or its key ends too early", e);
    }
  }

  /**
   * Sets all columns of a row that was deleted: those of the key from its handle, null for others.
   *
   * @throws RowException when the key is damaged
   */
  public void writeDelete(byte[] key, int keyLength, long commitTs, RowWriter out)
      throws IOException {
    try {
      begin(key, keyLength, commitTs, Op.DELETE, out);
      columns.deleted(out);
      counts.add(RowCount.DELETES);
    } catch (BadValueException | IllegalArgumentException e) {
      throw failed(key, keyLength, e.getMessage(), e);
    } catch (IndexOutOfBoundsException e) {
      throw failed(key, keyLength, "the key ends too early", e);
    }
  }

  private void begin(byte[] key, int keyLength, long commitTs, Op op, RowWriter out)
      throws BadValueException {
    columns.handle(0);
    if (!RecordKey.isRecord(key, keyLength)) {
      throw new BadValueException("the key is not that of a row");
    }
    long physicalId = RecordKey.physicalId(key, keyLength);
    extras.checkTable(physicalId);
    if (table.commonHandle()) {
      columns.handle(key, keyLength);
    } else {
      intHandle = RecordKey.intHandle(key, keyLength);
      columns.handle(intHandle);
    }
    extras.write(key, keyLength, physicalId, intHandle, commitTs, op, out);
  }

  private RowException failed(byte[] key, int keyLength, String problem, Exception cause) {
    boolean number = !table.commonHandle() && RecordKey.isRecord(key, keyLength);
    int start = Math.min(keyLength, number ? RecordKey.handleStart(key, keyLength) : 0);
    String row =
        number && keyLength - start == Long.BYTES
            ? "handle " + RecordKey.ordered(key, start)
            : "key " + HexFormat.of().formatHex(key, 0, keyLength);
    return new RowException(
        "table " + table.name() + columns.current() + ", " + row + ": " + problem, cause);
  }
}
