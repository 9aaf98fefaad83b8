package dev.parqueduct.io.tikv;

import java.util.Arrays;

/**
 * A key of TiKV with its version: {@code z}, the memcomparable encoding of the raw key, and the
 * inverted timestamp, big endian. One object parses many keys; what it says is about the last one.
 */
public final class VersionedKey {
  private byte[] key = new byte[64];
  private int length;
  private long ts;

  /**
   * Parses the first {@code storedLength} bytes of a stored key.
   *
   * @throws IllegalArgumentException when they are no such key
   */
  public void parse(byte[] stored, int storedLength) {
    if (storedLength == 0 || stored[0] != TikvKeys.DATA_PREFIX) {
      throw new IllegalArgumentException("the key does not begin with 'z'");
    }
    int end = storedLength - Long.BYTES;
    if (end < 1) {
      throw new IllegalArgumentException("the key is too short to have a version");
    }
    if (key.length < storedLength) {
      key = new byte[2 * storedLength];
    }
    length = MemComparable.decode(stored, 1, end, key);
    if (1 + MemComparable.encodedLength(length) != end) {
      throw new IllegalArgumentException("the key has bytes between its end and its version");
    }
    ts = ~TikvKeys.bigEndianLong(stored, end);
  }

  /** The raw key is in the first {@link #length} bytes, until the next key is parsed. */
  public byte[] key() {
    return key;
  }

  public int length() {
    return length;
  }

  /** The version: commit_ts in the write CF, start_ts in the default CF. */
  public long ts() {
    return ts;
  }

  /** Whether the raw keys are equal. */
  boolean isVersionOf(VersionedKey other) {
    return Arrays.equals(key, 0, length, other.key, 0, other.length);
  }
}
