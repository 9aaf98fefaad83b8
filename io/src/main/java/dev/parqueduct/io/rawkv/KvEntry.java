package dev.parqueduct.io.rawkv;

import dev.parqueduct.io.tikv.Crc64;
import java.util.HexFormat;

/**
 * A key and its value as the user wrote them, with what is stored beside them. One object holds
 * many entries in turn, and refers to the arrays of their reader: what it says is valid until the
 * next entry is decoded.
 */
public final class KvEntry {
  private static final int NO_KEYSPACE = -1;
  private static final int MOST_KEY_BYTES_SHOWN = 256;

  private byte[] key = {};
  private int keyOffset;
  private int keyLength;
  private int prefixLength;
  private int keyspace = NO_KEYSPACE;
  private byte[] value = {};
  private int valueOffset;
  private int valueLength;
  private int suffixLength;
  private long expiresAt;
  private long ts;
  private boolean deleted;

  /** Begins an entry that has a key and nothing else. */
  void start(byte[] array, int offset, int length, long version) {
    key = array;
    keyOffset = offset;
    keyLength = length;
    prefixLength = 0;
    keyspace = NO_KEYSPACE;
    value = array;
    valueOffset = 0;
    valueLength = 0;
    suffixLength = 0;
    expiresAt = 0;
    ts = version;
    deleted = false;
  }

  /** Takes the mode and the keyspace, {@code length} bytes, from the key's start. */
  void splitPrefix(int length, int newKeyspace) {
    prefixLength = length;
    keyspace = newKeyspace;
    keyOffset += length;
    keyLength -= length;
  }

  void setValue(byte[] array, int offset, int length, int newSuffixLength) {
    value = array;
    valueOffset = offset;
    valueLength = length;
    suffixLength = newSuffixLength;
  }

  void setExpiry(long seconds) {
    expiresAt = seconds;
  }

  void setDeleted() {
    deleted = true;
  }

  /** Holds the key, at {@link #keyOffset}. */
  public byte[] key() {
    return key;
  }

  public int keyOffset() {
    return keyOffset;
  }

  public int keyLength() {
    return keyLength;
  }

  /** Whether the entry is in a keyspace: those of API V2 are. */
  public boolean hasKeyspace() {
    return keyspace != NO_KEYSPACE;
  }

  /** The keyspace, 0 to 2^24 - 1. */
  public int keyspace() {
    if (!hasKeyspace()) {
      throw new IllegalStateException("the entry has no keyspace");
    }
    return keyspace;
  }

  /** Holds the value, at {@link #valueOffset}. */
  public byte[] value() {
    return value;
  }

  public int valueOffset() {
    return valueOffset;
  }

  public int valueLength() {
    return valueLength;
  }

  /** When the entry expires, in seconds since 1970, unsigned; 0 = never. */
  public long expiresAt() {
    return expiresAt;
  }

  /** The version: the commit_ts of TxnKV, the causal ts of API V2, 0 where there is none. */
  public long ts() {
    return ts;
  }

  boolean isDeleted() {
    return deleted;
  }

  /** The checksum of the key with mode and keyspace, and the value without what follows it. */
  long crc64() {
    return Crc64.of(
        key, keyOffset - prefixLength, prefixLength + keyLength, value, valueOffset, valueLength);
  }

  /** The checksum that older versions make: of the value with what follows it. */
  long crc64WithSuffix(long crc64) {
    return Crc64.update(crc64, value, valueOffset + valueLength, suffixLength);
  }

  long bytes() {
    return (long) prefixLength + keyLength + valueLength;
  }

  int suffixLength() {
    return suffixLength;
  }

  /** The key for messages. */
  String keyText() {
    int shown = Math.min(keyLength, MOST_KEY_BYTES_SHOWN);
    String hex = "0x" + HexFormat.of().formatHex(key, keyOffset, keyOffset + shown);
    return shown < keyLength ? hex + "... (" + keyLength + " bytes)" : hex;
  }
}
