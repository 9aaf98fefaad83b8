package dev.parqueduct.io.clickhouse.events.stream;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;

/** What decides where rows of a block go, and where batches end. */
final class BlockRows {
  /** What a row takes beside its input and output, about. */
  private static final int ROW_BYTES = 512;

  private final NativeBlock block;
  private final BackfillRequest.Sizes sizes;
  private final int batchRows;
  private final StringColumn projects;
  private final StringColumn traceIds;
  private final StringColumn ids;
  private final StringColumn inputs;
  private final StringColumn outputs;

  BlockRows(NativeBlock block, BackfillRequest.Sizes sizes, int batchRows) {
    this.block = block;
    this.sizes = sizes;
    this.batchRows = batchRows;
    this.projects = texts("project_id");
    this.traceIds = texts("trace_id");
    this.ids = texts("id");
    this.inputs = texts("input");
    this.outputs = texts("output");
  }

  private StringColumn texts(String name) {
    Column column = block.column(name).values();
    return (StringColumn) (column instanceof NullableColumn maybe ? maybe.nested() : column);
  }

  StringColumn projects() {
    return projects;
  }

  StringColumn traceIds() {
    return traceIds;
  }

  StringColumn ids() {
    return ids;
  }

  int[] room(int[] present) {
    return present.length >= block.rows() ? present : new int[block.rows()];
  }

  /**
   * Whether a batch is full once it has a row. It depends on the rows alone, never on how they come
   * in blocks: a chunk that is read again has the same batches.
   *
   * @param batch which of the batches
   * @param rows that it has then
   * @param weights of the batches so far
   */
  boolean fills(int batch, int row, int rows, long[] weights) {
    weights[batch] += ROW_BYTES + inputs.bytes(row, row + 1) + outputs.bytes(row, row + 1);
    boolean full = rows >= batchRows || weights[batch] >= sizes.batchBytes();
    if (full) {
      weights[batch] = 0;
    }
    return full;
  }
}
