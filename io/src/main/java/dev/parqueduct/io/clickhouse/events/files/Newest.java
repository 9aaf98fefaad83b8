package dev.parqueduct.io.clickhouse.events.files;

import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.io.IOException;
import java.util.List;

/** The rows of blocks that are the newest of their keys, and not deleted. */
final class Newest {
  private final Versions versions;

  private Newest(Versions versions) {
    this.versions = versions;
  }

  /**
   * Looks through blocks of rows.
   *
   * @param elsewhere versions of rows that are not among them
   */
  static Newest of(Iterable<byte[]> rows, Iterable<byte[]> elsewhere) throws IOException {
    Versions versions = new Versions();
    for (Iterable<byte[]> blocks : List.of(rows, elsewhere)) {
      NativeBlock block = new NativeBlock();
      for (byte[] bytes : blocks) {
        versions.add(BlockSplit.read(bytes, block));
      }
    }
    return new Newest(versions);
  }

  /** Takes a row of a block. */
  @FunctionalInterface
  interface Taker {
    void take(NativeBlock block, int row) throws IOException;
  }

  /**
   * What has become of rows.
   *
   * @param rows all
   * @param superseded those of which there is a newer version
   * @param deleted those that are the newest and deleted
   */
  record Counts(long rows, long superseded, long deleted) {}

  /** Gives the newest rows of blocks to a taker. */
  Counts forEach(Iterable<byte[]> blocks, Taker taker) throws IOException {
    long rows = 0;
    long superseded = 0;
    long deleted = 0;
    NativeBlock block = new NativeBlock();
    for (byte[] bytes : blocks) {
      BlockSplit.read(bytes, block);
      StringColumn projects = (StringColumn) block.column(Versions.PROJECT);
      StringColumn keys = (StringColumn) block.column(Versions.KEY);
      FixedColumn positions = (FixedColumn) block.column(Versions.POSITION);
      rows += block.rows();
      for (int row = 0; row < block.rows(); row++) {
        int newest = versions.newest(projects, keys, row);
        if (versions.position(newest) != positions.longAt(row)) {
          superseded++;
        } else if (versions.isDeleted(newest)) {
          deleted++;
        } else {
          taker.take(block, row);
        }
      }
    }
    return new Counts(rows, superseded, deleted);
  }
}
