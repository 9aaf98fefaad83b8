package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.tikv.TikvKeys;
import dev.parqueduct.io.tikv.VersionedKey;
import java.nio.ByteBuffer;

/**
 * Takes stored entries apart: keys and values of RawKV by API version (TiKV's
 * components/api_version), and raw keys of TxnKV.
 */
final class EntryDecoder {
  private static final int PREFIX = 4;
  private static final byte RAW_MODE = 'r';
  private static final byte TXN_MODE = 'x';
  private static final int FLAG_EXPIRES = 1;
  private static final int FLAG_DELETED = 2;

  private final RawApi api;
  private final VersionedKey versioned = new VersionedKey();

  EntryDecoder(RawApi api) {
    this.api = requireNonNull(api, "api");
  }

  /** Decodes the key of an SST's entry. */
  void rawKey(byte[] stored, int length, KvEntry entry) throws RejectedEntryException {
    if (api == RawApi.V2) {
      try {
        versioned.parse(stored, length);
      } catch (IllegalArgumentException e) {
        throw new RejectedEntryException("key", e.getMessage());
      }
      entry.start(versioned.key(), 0, versioned.length(), versioned.ts());
      splitPrefix(RAW_MODE, entry);
    } else {
      if (length == 0 || stored[0] != TikvKeys.DATA_PREFIX) {
        throw new RejectedEntryException("key", "the key does not begin with 'z'");
      }
      entry.start(stored, 1, length - 1, 0);
    }
  }

  /** Decodes a key of TxnKV that is raw already. */
  void txnKey(byte[] raw, int length, long commitTs, KvEntry entry) throws RejectedEntryException {
    entry.start(raw, 0, length, commitTs);
    if (api == RawApi.V2) {
      splitPrefix(TXN_MODE, entry);
    }
  }

  private static void splitPrefix(byte mode, KvEntry entry) throws RejectedEntryException {
    byte[] key = entry.key();
    if (entry.keyLength() < PREFIX || key[0] != mode) {
      throw new RejectedEntryException(
          "key", "the key does not begin with '" + (char) mode + "' and a keyspace");
    }
    int keyspace = (key[1] & 0xff) << 16 | (key[2] & 0xff) << 8 | (key[3] & 0xff);
    entry.splitPrefix(PREFIX, keyspace);
  }

  /** Decodes the value of an SST's entry. */
  void rawValue(byte[] stored, int offset, int length, KvEntry entry)
      throws RejectedEntryException {
    int left = length;
    boolean expires = api == RawApi.V1TTL;
    if (api == RawApi.V2) {
      int flags = flags(stored, offset, length);
      left--;
      expires = (flags & FLAG_EXPIRES) != 0;
      if ((flags & FLAG_DELETED) != 0) {
        entry.setDeleted();
      }
    }
    if (expires) {
      left -= Long.BYTES;
      if (left < 0) {
        throw new RejectedEntryException(
            "value", "the value has " + length + " bytes: too few to end with an expiry");
      }
      entry.setExpiry(ByteBuffer.wrap(stored).getLong(offset + left));
    }
    entry.setValue(stored, offset, left, length - left);
  }

  private static int flags(byte[] stored, int offset, int length) throws RejectedEntryException {
    if (length == 0) {
      throw new RejectedEntryException("value", "the value is empty, without its byte of flags");
    }
    int flags = stored[offset + length - 1] & 0xff;
    if ((flags & ~(FLAG_EXPIRES | FLAG_DELETED)) != 0) {
      throw new RejectedEntryException(
          "value", String.format("the value ends with the unknown flags 0x%02x", flags));
    }
    return flags;
  }
}
