package dev.parqueduct.io.sst;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * Reads block-based tables without native RocksDB and without temporary files: format versions 2 to
 * 6, with binary, hash and two-level indexes, blocks that are not compressed or compressed with
 * Snappy, LZ4 or ZSTD, and each of RocksDB's checksums. Beside the index (12 bytes a block) it
 * holds a few megabytes, whatever the size of the file.
 *
 * <p>Every block is checked: its checksum, the order of its keys, and at the end that there were as
 * many entries as the properties state. Tables with merge operands, deletions, range deletions,
 * blobs, wide columns or compression dictionaries are refused: what they hold is not what a backup
 * holds, or cannot be told from this file alone.
 *
 * <p>Format: RocksDB's table/format.cc, table/block_based and the wiki page "Rocksdb
 * BlockBasedTable Format".
 */
public final class PureSstReader implements SstReader {
  private final RangeDeletions rangeDeletions;

  public PureSstReader() {
    this(RangeDeletions.REFUSED);
  }

  PureSstReader(RangeDeletions rangeDeletions) {
    this.rangeDeletions = rangeDeletions;
  }

  @Override
  public SstCursor open(SeekableByteChannel file, String name) throws IOException {
    requireNonNull(file, "file");
    requireNonNull(name, "name");
    SstTail tail = null;
    try {
      tail = new SstTail(new SstFile(file, name));
      StatedEntries stated = StatedEntries.of(tail, rangeDeletions);
      return new PureSstCursor(tail, new SstIndex(tail), stated);
    } catch (IOException | RuntimeException e) {
      if (tail != null) {
        tail.close();
      }
      try {
        file.close();
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }
}
