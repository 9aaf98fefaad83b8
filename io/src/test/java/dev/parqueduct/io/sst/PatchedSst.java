package dev.parqueduct.io.sst;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** An SST some of whose bytes are changed while its checksums stay right. */
final class PatchedSst {
  private final byte[] bytes;
  private final Footer footer;
  private final List<BlockHandle> dataBlocks = new ArrayList<>();
  private final List<BlockHandle> otherBlocks;
  private final BlockHandle properties;

  PatchedSst(byte[] original) throws IOException {
    bytes = original.clone();
    SstFile file = new SstFile(new SeekableInMemoryByteChannel(bytes), "original.sst");
    try (SstTail tail = new SstTail(file)) {
      SstIndex index = new SstIndex(tail);
      footer = tail.footer();
      properties = tail.metaBlock("rocksdb.properties").orElseThrow();
      otherBlocks = index.otherBlocks();
      for (int i = 0; i < index.dataBlocks(); i++) {
        dataBlocks.add(new BlockHandle(index.offset(i), index.size(i)));
      }
    }
  }

  List<BlockHandle> dataBlocks() {
    return dataBlocks;
  }

  List<BlockHandle> blocks() {
    List<BlockHandle> blocks = new ArrayList<>(dataBlocks);
    blocks.addAll(otherBlocks);
    return blocks;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where a text begins, and there must be just one. */
  int find(String text) {
    String all = new String(bytes, ISO_8859_1);
    int at = all.indexOf(text);
    if (at < 0 || all.indexOf(text, at + 1) >= 0) {
      throw new IllegalStateException(text + " is not there once");
    }
    return at;
  }

  /** Where the value of a property begins; properties are not compressed. */
  int findProperty(String name) {
    Varints varints = new Varints(bytes, (int) properties.offset(), bytes.length);
    for (String key = ""; !varints.failed(); ) {
      int shared = varints.nextInt();
      int unshared = varints.nextInt();
      int length = varints.nextInt();
      int from = varints.skip(unshared);
      key = key.substring(0, shared) + new String(bytes, from, unshared, ISO_8859_1);
      int value = varints.skip(length);
      if (key.equals(name)) {
        return value;
      }
    }
    throw new IllegalStateException("there is no property " + name);
  }

  /** Changes a byte, and the checksum of the block that it is in. */
  void set(int at, int value) {
    bytes[at] = (byte) value;
    for (BlockHandle block : blocks()) {
      if (at >= block.offset() && at < block.end()) {
        repair(block);
      }
    }
  }

  void repair(BlockHandle block) {
    int offset = (int) block.offset();
    int size = (int) block.size();
    int checksum = footer.checksum().of(bytes, offset, size + 1) + footer.context(offset);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset + size + 1, checksum);
  }
}
