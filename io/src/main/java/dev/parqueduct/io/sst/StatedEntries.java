package dev.parqueduct.io.sst;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the properties of an SST state about its entries. Tables are refused here when they hold
 * what only a merge with other tables can resolve.
 *
 * @param entries with a key and a value
 */
record StatedEntries(long entries, OptionalLong dataBlocks) {
  private static final String ENTRIES = "rocksdb.num.entries";
  private static final String DELETIONS = "rocksdb.deleted.keys";
  private static final String MERGES = "rocksdb.merge.operands";
  private static final String RANGE_DELETIONS = "rocksdb.num.range-deletions";
  private static final String DATA_BLOCKS = "rocksdb.num.data.blocks";
  private static final String COMPARATOR = "rocksdb.comparator";
  private static final String BYTEWISE = "leveldb.BytewiseComparator";
  // As RocksDB names the block, and as Pebble does.
  private static final String[] RANGE_DELETION_BLOCKS = {"rocksdb.range_del", "rocksdb.range_del2"};

  static StatedEntries of(SstTail tail, RangeDeletions rangeDeletions) throws IOException {
    SstFile file = tail.file();
    Optional<byte[]> comparator = tail.properties().find(COMPARATOR);
    if (comparator.isPresent()) {
      String name = new String(comparator.get(), StandardCharsets.UTF_8);
      if (!name.equals(BYTEWISE)) {
        throw file.unsupported("keys in the order of comparator " + name);
      }
    }
    OptionalLong entries = tail.number(ENTRIES);
    if (entries.isEmpty()) {
      throw file.damaged("its properties do not tell " + ENTRIES);
    }
    refuse(file, tail.number(MERGES), "merge operands");
    long ranges = tail.number(RANGE_DELETIONS).orElse(0);
    if (rangeDeletions == RangeDeletions.REFUSED) {
      refuse(file, OptionalLong.of(ranges), "range deletions");
      for (String name : RANGE_DELETION_BLOCKS) {
        refuseEntries(tail, name);
      }
      refuse(file, tail.number(DELETIONS), "deletions");
    }
    return new StatedEntries(entries.getAsLong() - ranges, tail.number(DATA_BLOCKS));
  }

  private static void refuseEntries(SstTail tail, String block) throws IOException {
    Optional<BlockHandle> handle = tail.metaBlock(block);
    if (handle.isPresent() && tail.entries(handle.get(), BlockEntries.Values.WITH_LENGTH).next()) {
      throw tail.file().unsupported("range deletions (meta block " + block + ")");
    }
  }

  private static void refuse(SstFile file, OptionalLong count, String what) throws SstException {
    if (count.orElse(0) != 0) {
      throw file.unsupported(Long.toUnsignedString(count.getAsLong()) + " " + what);
    }
  }

  /** Compares with what was read. */
  void check(SstFile file, long read) throws SstException {
    if (read != entries) {
      throw file.damaged(
          "its properties state " + entries + " entries, and " + read + " were read");
    }
  }
}
