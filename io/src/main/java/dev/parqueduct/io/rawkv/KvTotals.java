package dev.parqueduct.io.rawkv;

/**
 * What the entries of an SST of RawKV add up to, as the backupmeta says it for a file: their
 * number, their bytes, and the exclusive or of their CRC-64s. TiKV counts keys with mode and
 * keyspace, and values without what follows them; older versions counted that too.
 */
public final class KvTotals {
  private long entries;
  private long bytes;
  private long suffixBytes;
  private long crc64;
  private long crc64WithSuffix;
  private boolean unreadable;

  KvTotals() {}

  void add(KvEntry entry) {
    entries++;
    bytes += entry.bytes();
    suffixBytes += entry.suffixLength();
    long crc = entry.crc64();
    crc64 ^= crc;
    crc64WithSuffix ^= entry.crc64WithSuffix(crc);
  }

  void addUnreadable() {
    entries++;
    unreadable = true;
  }

  public long entries() {
    return entries;
  }

  /**
   * Compares with what the backupmeta says of the file. What it gives as 0 was not computed. When
   * an entry could not be read, only their number is compared.
   *
   * @return what is wrong, to follow the name of the file, or an empty text
   */
  public String problem(long statedCrc64, long statedEntries, long statedBytes) {
    if (statedEntries != 0 && statedEntries != entries) {
      return "holds " + entries + " entries; the backupmeta says " + statedEntries;
    }
    if (unreadable) {
      return "";
    }
    if (statedBytes != 0 && statedBytes != bytes && statedBytes != bytes + suffixBytes) {
      return "holds " + bytes + " bytes of keys and values; the backupmeta says " + statedBytes;
    }
    if (statedCrc64 != 0 && statedCrc64 != crc64 && statedCrc64 != crc64WithSuffix) {
      return String.format("has the checksum %016x; the backupmeta says %016x", crc64, statedCrc64);
    }
    return "";
  }
}
