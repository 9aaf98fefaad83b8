package dev.parqueduct.io.clickhouse.events.files;

import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.CompressedInput;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NativeInput;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Splits rows by bucket, into blocks of the format Native that travel as bytes. */
final class BlockSplit {
  private final List<String> names;
  private final List<Column> columns;

  BlockSplit(List<String> names, List<Column> columns) {
    this.names = List.copyOf(names);
    this.columns = columns.stream().map(Column::values).toList();
  }

  /** Takes a block. */
  @FunctionalInterface
  interface Out {
    void send(int bucket, byte[] block) throws IOException;
  }

  /**
   * Sends the rows.
   *
   * @param buckets of the rows; below 0 for rows that go nowhere
   * @param wanted buckets that rows are sent to
   */
  void send(int[] buckets, IntPredicate wanted, Out out) throws IOException {
    TreeMap<Integer, int[]> rows = new TreeMap<>();
    for (int bucket : buckets) {
      if (bucket >= 0 && wanted.test(bucket)) {
        rows.computeIfAbsent(bucket, unused -> new int[2])[0]++;
      }
    }
    rows.replaceAll((bucket, count) -> new int[count[0] + 1]);
    for (int row = 0; row < buckets.length; row++) {
      int[] own = rows.get(buckets[row]);
      if (own != null) {
        own[++own[0]] = row;
      }
    }
    NativeOutput block = new NativeOutput();
    ObservationBatch batch =
        new ObservationBatch(names, columns.stream().map(Column::type).toList());
    int[] noTraces = new int[buckets.length];
    for (var own : rows.entrySet()) {
      for (int i = 1; i < own.getValue().length; i++) {
        int row = own.getValue()[i];
        batch.append(columns, row, row + 1, noTraces);
      }
      out.send(own.getKey(), bytes(batch, block));
      batch.clear();
    }
  }

  private static byte[] bytes(ObservationBatch batch, NativeOutput block) throws IOException {
    block.clear();
    NativeBlock.writeHead(block, batch.names().size(), batch.rows());
    for (String name : batch.names()) {
      NativeBlock.writeColumn(block, name, batch.column(name));
    }
    block.finish();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(block.length());
    block.writeTo(bytes);
    return bytes.toByteArray();
  }

  /** Reads a block in place of another with the same columns. */
  static NativeBlock read(byte[] bytes, NativeBlock into) throws IOException {
    CompressedInput frames =
        new CompressedInput(new ByteArrayInputStream(bytes), (content, length) -> {});
    if (!into.read(new NativeInput(frames))) {
      throw new IOException("A block without rows");
    }
    return into;
  }
}
