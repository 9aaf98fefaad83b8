package dev.parqueduct.io.clickhouse.events.files;

import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Finds rows whose versions are in several buckets, because a version names another trace: the
 * buckets with older versions are told of the newest.
 */
public final class MovedRows {
  static final String BUCKET = "bucket";

  private MovedRows() {}

  /** Takes blocks of versions, by bucket of rows. */
  @FunctionalInterface
  public interface Out {
    void versions(int bucket, byte[] block) throws IOException;
  }

  /**
   * Looks through a bucket of keys.
   *
   * @param blocks of keys and versions
   * @param out takes what is found
   */
  public static void find(Iterable<byte[]> blocks, Out out) throws IOException {
    Versions versions = new Versions();
    FixedColumn buckets = new FixedColumn("Int64", 8);
    NativeBlock block = new NativeBlock();
    for (byte[] bytes : blocks) {
      BlockSplit.read(bytes, block);
      versions.add(block);
      buckets.append(block.column(BUCKET), 0, block.rows());
    }
    StringColumn projects = new StringColumn();
    StringColumn keys = new StringColumn();
    FixedColumn newest = new FixedColumn("Int64", 8);
    FixedColumn deleted = new FixedColumn("UInt8", 1);
    FixedColumn positions = new FixedColumn("Int64", 8);
    int[] told = new int[versions.rows()];
    int count = 0;
    for (int row = 0; row < versions.rows(); row++) {
      int winner = versions.newest(versions.projects(), versions.keys(), row);
      if (buckets.longAt(winner) != buckets.longAt(row)) {
        projects.append(versions.projects(), winner, winner + 1);
        keys.append(versions.keys(), winner, winner + 1);
        newest.append(versions.versions(), winner, winner + 1);
        deleted.append(versions.deleted(), winner, winner + 1);
        positions.append(versions.positions(), winner, winner + 1);
        told[count++] = (int) buckets.longAt(row);
      }
    }
    new BlockSplit(
            List.of(
                Versions.PROJECT,
                Versions.KEY,
                Versions.VERSION,
                Versions.DELETED,
                Versions.POSITION),
            List.of(projects, keys, newest, deleted, positions))
        .send(Arrays.copyOf(told, count), bucket -> true, out::versions);
  }
}
