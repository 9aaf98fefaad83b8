package dev.parqueduct.io.sst;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Goes through the data blocks of an SST. An entry is {varint shared, varint unshared, varint value
 * length, unshared bytes of the key, value}; a key begins with {@code shared} bytes of the key
 * before it, and ends with eight bytes of sequence number and type, which {@link #keyLength} leaves
 * out.
 */
final class PureSstCursor implements SstCursor {
  private static final int KEY_TRAILER = 8;
  private static final int PUT = 1;

  private final SstFile file;
  private final SstProperties properties;
  private final SstIndex index;
  private final StatedEntries stated;
  private final BlockDecoder decoder;
  private final SequentialBytes source;
  private int nextDataBlock;
  private int nextOtherBlock;
  private long blockOffset;
  private long entriesBefore;
  private boolean finished;
  private boolean failed;

  private byte[] block = new byte[0];
  private int position;
  private int entriesEnd;
  private long entriesOfBlock;

  /** With the trailer. */
  private byte[] key = new byte[256];

  private int keyLength = -1;
  private int valueOffset;
  private int valueLength;

  /** Keeps the tail's decoder, and nothing else of the tail, which holds megabytes. */
  PureSstCursor(SstTail tail, SstIndex index, StatedEntries stated) throws IOException {
    this.file = tail.file();
    this.properties = tail.properties();
    this.index = index;
    this.stated = stated;
    this.decoder = tail.decoder();
    this.source = new SequentialBytes(file);
    if (stated.dataBlocks().orElse(index.dataBlocks()) != index.dataBlocks()) {
      throw file.damaged(
          "its properties state "
              + stated.dataBlocks().getAsLong()
              + " data blocks, and its index tells "
              + index.dataBlocks());
    }
  }

  @Override
  public boolean next() throws IOException {
    while (position >= entriesEnd) {
      if (!nextBlock()) {
        return false;
      }
    }
    byte[] bytes = block;
    int at = position;
    // The restart array behind the entries is longer than the two bytes that this may read too far.
    int shared = bytes[at];
    int unshared = bytes[at + 1];
    int length = bytes[at + 2];
    if ((shared | unshared | length) >= 0) {
      at += 3;
    } else {
      Varints varints = new Varints(bytes, at, entriesEnd);
      shared = varints.nextInt();
      unshared = varints.nextInt();
      length = varints.nextInt();
      if (varints.failed()) {
        throw malformed();
      }
      at = varints.position();
    }
    if (unshared > entriesEnd - at || length > entriesEnd - at - unshared) {
      throw malformed();
    }
    takeKey(bytes, at, shared, unshared);
    valueOffset = at + unshared;
    valueLength = length;
    position = valueOffset + length;
    entriesOfBlock++;
    return true;
  }

  private void takeKey(byte[] bytes, int from, int shared, int unshared) throws SstException {
    int before = keyLength;
    int length = shared + unshared - KEY_TRAILER;
    // The first entry of a block has nothing to share with, though the key before it is still here.
    if (length < 0 || shared > (entriesOfBlock == 0 ? 0 : before + KEY_TRAILER)) {
      throw malformed();
    }
    if (before >= 0 && !ascends(bytes, from, shared, length)) {
      throw file.damaged(
          "the keys of the block at offset "
              + blockOffset
              + " do not ascend at its entry "
              + entriesOfBlock);
    }
    if (key.length < shared + unshared) {
      key = Arrays.copyOf(key, Math.max(shared + unshared, 2 * key.length));
    }
    System.arraycopy(bytes, from, key, shared, unshared);
    keyLength = length;
    if (key[length] != PUT) {
      throw file.unsupported(
          EntryType.describe(key[length] & 0xff) + " in the block at offset " + blockOffset);
    }
  }

  /** Compares the key before with the one whose end begins at {@code from}. */
  private boolean ascends(byte[] bytes, int from, int shared, int length) {
    if (shared >= Math.min(keyLength, length)) {
      return keyLength < length; // one is the beginning of the other
    }
    int to = from + length - shared;
    byte mine = key[shared];
    byte theirs = bytes[from];
    if (mine != theirs) {
      return (mine & 0xff) < (theirs & 0xff);
    }
    return Arrays.compareUnsigned(key, shared, keyLength, bytes, from, to) < 0;
  }

  private SstException malformed() {
    return file.damaged(
        "entry "
            + entriesOfBlock
            + " of the block at offset "
            + blockOffset
            + " does not fit into the block");
  }

  /** Goes to the next data block; checks the other blocks on the way, and the file at its end. */
  private boolean nextBlock() throws IOException {
    entriesBefore += entriesOfBlock;
    entriesOfBlock = 0;
    position = entriesEnd;
    if (finished) {
      return false;
    }
    if (failed) {
      throw new IllegalStateException("next() was called after it failed");
    }
    failed = true;
    if (nextDataBlock == index.dataBlocks()) {
      verifyOthers(Long.MAX_VALUE);
      source.locate(file.size(), 0);
      stated.check(file, entriesBefore);
      finished = true;
      failed = false;
      return false;
    }
    long offset = index.offset(nextDataBlock);
    int size = index.size(nextDataBlock++);
    verifyOthers(offset);
    int at = source.locate(offset, size + BlockHandle.TRAILER);
    decoder.decode(source.bytes(), at, size, offset);
    blockOffset = offset;
    entriesEnd = decoder.entriesEnd(offset);
    block = decoder.bytes();
    position = decoder.from();
    failed = false;
    return true;
  }

  /** Checks the checksums of blocks without data: none of them is needed, all must be whole. */
  private void verifyOthers(long before) throws IOException {
    List<BlockHandle> others = index.otherBlocks();
    while (nextOtherBlock < others.size() && others.get(nextOtherBlock).offset() < before) {
      BlockHandle handle = others.get(nextOtherBlock++);
      int size = (int) handle.size();
      int at = source.locate(handle.offset(), size + BlockHandle.TRAILER);
      decoder.verify(source.bytes(), at, size, handle.offset());
    }
  }

  @Override
  public byte[] key() {
    return key;
  }

  @Override
  public int keyLength() {
    return keyLength;
  }

  @Override
  public byte[] value() {
    return block;
  }

  @Override
  public int valueOffset() {
    return valueOffset;
  }

  @Override
  public int valueLength() {
    return valueLength;
  }

  @Override
  public SstProperties properties() {
    return properties;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
    file.close();
  }
}
