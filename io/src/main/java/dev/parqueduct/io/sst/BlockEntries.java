package dev.parqueduct.io.sst;

import java.util.Arrays;

/**
 * The entries of a metaindex, properties or index block. Data blocks have a faster reader in {@link
 * PureSstCursor}.
 */
final class BlockEntries {
  /** How values are stored. */
  enum Values {
    WITH_LENGTH,
    /**
     * Block handles without a length; those that share a key prefix tell how their size differs.
     */
    DELTA_ENCODED_HANDLES
  }

  private final SstFile file;
  private final BlockHandle block;
  private final byte[] bytes;
  private final Varints varints;
  private final Values values;

  private byte[] key = new byte[64];
  private int keyLength;
  private int valueFrom;
  private int valueLength;
  private BlockHandle handle = new BlockHandle(0, 0);

  BlockEntries(SstFile file, BlockHandle block, byte[] bytes, int from, int to, Values values) {
    this.file = file;
    this.block = block;
    this.bytes = bytes;
    this.varints = new Varints(bytes, from, to);
    this.values = values;
  }

  boolean next() throws SstException {
    if (varints.atEnd()) {
      return false;
    }
    int shared = varints.nextInt();
    int unshared = varints.nextInt();
    valueLength = values == Values.WITH_LENGTH ? varints.nextInt() : 0;
    int keyFrom = varints.skip(unshared);
    if (varints.failed() || shared > keyLength) {
      throw malformed();
    }
    if (key.length < shared + unshared) {
      key = Arrays.copyOf(key, 2 * (shared + unshared));
    }
    System.arraycopy(bytes, keyFrom, key, shared, unshared);
    keyLength = shared + unshared;
    if (values == Values.WITH_LENGTH) {
      valueFrom = varints.skip(valueLength);
    } else if (shared == 0) {
      handle = varints.blockHandle();
    } else {
      handle = new BlockHandle(handle.end(), handle.size() + varints.nextSigned());
    }
    if (varints.failed()) {
      throw malformed();
    }
    return true;
  }

  private SstException malformed() {
    return file.damaged(
        "the block at offset " + block.offset() + " has an entry that does not fit into it");
  }

  byte[] key() {
    return key;
  }

  int keyLength() {
    return keyLength;
  }

  byte[] value() {
    return Arrays.copyOfRange(bytes, valueFrom, valueFrom + valueLength);
  }

  /** The value as a block handle. */
  BlockHandle handle() throws SstException {
    if (values == Values.DELTA_ENCODED_HANDLES) {
      return handle;
    }
    Varints value = new Varints(bytes, valueFrom, valueFrom + valueLength);
    BlockHandle stored = value.blockHandle();
    if (value.failed()) {
      throw malformed();
    }
    return stored;
  }
}
