package dev.parqueduct.io.sst;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the blocks of an SST lie: the data blocks in key order, and all others. No two overlap, and
 * data blocks lie in the file in the order of their keys.
 */
final class SstIndex {
  private static final String INDEX = "rocksdb.index";
  private static final String COMPRESSION_DICTIONARY = "rocksdb.compression_dict";
  private static final String PARTITIONED_FILTER = "partitionedfilter.";
  private static final String INDEX_TYPE = "rocksdb.block.based.table.index.type";
  private static final String DELTA_ENCODED = "rocksdb.index.value.is.delta.encoded";

  private static final int BINARY = 0;
  private static final int HASH = 1;
  private static final int TWO_LEVEL = 2;
  private static final int WITH_FIRST_KEY = 3;

  private final List<BlockHandle> otherBlocks = new ArrayList<>();
  private long[] offsets = new long[1024];
  private int[] sizes = new int[1024];
  private int count;

  SstIndex(SstTail tail) throws IOException {
    SstFile file = tail.file();
    if (tail.metaBlock(COMPRESSION_DICTIONARY).isPresent()) {
      throw file.unsupported("a compression dictionary (" + COMPRESSION_DICTIONARY + ")");
    }
    int type = tail.fixedNumber(INDEX_TYPE, BINARY);
    if (type == WITH_FIRST_KEY) {
      throw file.unsupported("an index with first keys (index type 3)");
    }
    if (type != BINARY && type != HASH && type != TWO_LEVEL) {
      throw file.unsupported("index type " + type);
    }
    BlockEntries.Values values =
        tail.number(DELTA_ENCODED).orElse(0) == 0
            ? BlockEntries.Values.WITH_LENGTH
            : BlockEntries.Values.DELTA_ENCODED_HANDLES;
    readIndex(tail, type, values);
    readOthers(tail, values);
    checkOrder(file);
  }

  private void readIndex(SstTail tail, int type, BlockEntries.Values values) throws IOException {
    Optional<BlockHandle> stored = tail.footer().index().or(() -> tail.metaBlock(INDEX));
    BlockHandle index =
        stored.orElseThrow(() -> tail.file().damaged("its metaindex does not tell the index"));
    if (tail.footer().index().isPresent()) {
      otherBlocks.add(index);
    }
    List<BlockHandle> top = handles(tail, index, values);
    if (type != TWO_LEVEL) {
      top.forEach(this::addDataBlock);
      return;
    }
    otherBlocks.addAll(top);
    for (BlockHandle partition : top) {
      handles(tail, partition, values).forEach(this::addDataBlock);
    }
  }

  private static List<BlockHandle> handles(
      SstTail tail, BlockHandle index, BlockEntries.Values values) throws IOException {
    List<BlockHandle> handles = new ArrayList<>();
    BlockEntries entries = tail.entries(index, values);
    while (entries.next()) {
      handles.add(tail.check(entries.handle(), "a block that the index tells"));
    }
    return handles;
  }

  private void addDataBlock(BlockHandle handle) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
    }
    offsets[count] = handle.offset();
    sizes[count++] = (int) handle.size();
  }

  private void readOthers(SstTail tail, BlockEntries.Values values) throws IOException {
    otherBlocks.add(tail.footer().metaindex());
    for (Map.Entry<String, BlockHandle> block : tail.metaBlocks().entrySet()) {
      otherBlocks.add(block.getValue());
      if (block.getKey().startsWith(PARTITIONED_FILTER)) {
        otherBlocks.addAll(handles(tail, block.getValue(), values));
      }
    }
    otherBlocks.sort(Comparator.comparingLong(BlockHandle::offset));
  }

  private void checkOrder(SstFile file) throws SstException {
    long end = 0;
    int other = 0;
    for (int data = 0; data < count || other < otherBlocks.size(); ) {
      boolean dataNext =
          other == otherBlocks.size()
              || (data < count && offsets[data] < otherBlocks.get(other).offset());
      BlockHandle next = dataNext ? dataBlock(data++) : otherBlocks.get(other++);
      if (next.offset() < end) {
        throw file.damaged(
            "the block at offset "
                + next.offset()
                + " begins before offset "
                + end
                + ", where the one before it ends");
      }
      end = next.end();
    }
  }

  private BlockHandle dataBlock(int number) {
    return new BlockHandle(offsets[number], sizes[number]);
  }

  int dataBlocks() {
    return count;
  }

  long offset(int dataBlock) {
    return offsets[dataBlock];
  }

  int size(int dataBlock) {
    return sizes[dataBlock];
  }

  /** All blocks that hold no data, in the order of the file. */
  List<BlockHandle> otherBlocks() {
    return otherBlocks;
  }
}
