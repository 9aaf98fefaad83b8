package dev.parqueduct.io.tikv;

/**
 * The checksum that a backup keeps of a file: the XOR of the CRC-64 of each raw key and its value,
 * the number of entries, and the sum of their lengths (TiKV's components/backup, writer.rs).
 */
public final class EntrySum {
  private long crc64Xor;
  private long entries;
  private long bytes;

  public void add(byte[] key, int keyLength, byte[] value, int valueOffset, int valueLength) {
    add(
        Crc64.of(key, 0, keyLength, value, valueOffset, valueLength),
        1,
        keyLength + (long) valueLength);
  }

  /** Adds entries whose sums are known. */
  public void add(long moreCrc64Xor, long moreEntries, long moreBytes) {
    crc64Xor ^= moreCrc64Xor;
    entries += moreEntries;
    bytes += moreBytes;
  }

  public void add(EntrySum other) {
    add(other.crc64Xor, other.entries, other.bytes);
  }

  public long crc64Xor() {
    return crc64Xor;
  }

  public long entries() {
    return entries;
  }

  public long bytes() {
    return bytes;
  }
}
