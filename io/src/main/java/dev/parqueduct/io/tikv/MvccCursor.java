package dev.parqueduct.io.tikv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.sst.SstCursor;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The newest version of each key in a pair of SSTs. The write column family is authoritative: it
 * has a record for every key; a value that is too long for the record is in the default column
 * family, under the transaction's start_ts. Both files are sorted, so one pass over each joins
 * them.
 *
 * <p>Stored keys are {@code 'z'}, the memcomparable raw key, and eight bytes of a complemented
 * timestamp: commit_ts in the write family, start_ts in the default family. Records of locks and
 * rollbacks, older versions and versions that a gc fence voids are passed over and counted.
 */
public final class MvccCursor implements Closeable {
  private static final int PREFIX = 1;
  private static final int TS = Long.BYTES;

  /** What became of a key. */
  public enum Kind {
    PUT,
    DELETE
  }

  private final SstCursor write;
  private final Optional<SstCursor> values;
  private final String name;
  private final long readTs;
  private final WriteRecord record = new WriteRecord();
  private final MvccCounts counts = new MvccCounts();

  private byte[] rawKey = new byte[256];
  private int rawKeyLength;
  private byte[] previousKey = new byte[256];
  private int previousKeyLength = -1;
  private long commitTs;
  private Kind kind;
  private byte[] value;
  private int valueOffset;
  private int valueLength;

  /** Whether {@link #values} stands on an entry that no record has asked for yet. */
  private boolean valueWaits;

  /**
   * @param write cursor of the write column family
   * @param values cursor of the default column family, if the pair has one
   * @param name of the pair, for messages
   * @param readTs the snapshot's timestamp
   */
  public MvccCursor(SstCursor write, Optional<SstCursor> values, String name, long readTs) {
    this.write = requireNonNull(write, "write");
    this.values = requireNonNull(values, "values");
    this.name = requireNonNull(name, "name");
    this.readTs = readTs;
  }

  /**
   * Goes to the next live or deleted key.
   *
   * @throws TikvDataException when a record is malformed or its value is missing
   */
  public boolean next() throws IOException {
    while (write.next()) {
      if (acceptRecord()) {
        return true;
      }
    }
    drainValues();
    return false;
  }

  /** Reads a record; false if there is nothing to show for it. */
  private boolean acceptRecord() throws IOException {
    int keyLength = write.keyLength();
    byte[] key = write.key();
    checkKey(key, keyLength);
    boolean olderVersion =
        Arrays.equals(key, 0, keyLength - TS, previousKey, 0, Math.max(0, previousKeyLength));
    commitTs = ~TikvKeys.bigEndianLong(key, keyLength - TS);
    parseRecord();
    switch (record.type()) {
      case LOCK -> {
        counts.locks++;
        return false;
      }
      case ROLLBACK -> {
        counts.rollbacks++;
        return false;
      }
      default -> {}
    }
    if (record.isVoidAt(readTs)) {
      counts.fenced++;
      return false;
    }
    if (Long.compareUnsigned(commitTs, readTs) > 0) {
      throw damaged("a commit at " + Long.toUnsignedString(commitTs) + ", after the backup's time");
    }
    if (olderVersion) {
      counts.olderVersions++;
      return false;
    }
    remember(key, keyLength - TS);
    decodeRawKey(key, keyLength);
    if (record.type() == WriteRecord.Type.DELETE) {
      kind = Kind.DELETE;
      value = write.value();
      valueOffset = write.valueOffset();
      valueLength = 0;
      counts.deletes++;
      counts.writeSum.add(rawKey, rawKeyLength, value, valueOffset, 0);
      return true;
    }
    kind = Kind.PUT;
    counts.puts++;
    if (record.hasShortValue()) {
      value = write.value();
      valueOffset = record.shortValueOffset();
      valueLength = record.shortValueLength();
      counts.shortValues++;
      counts.writeSum.add(rawKey, rawKeyLength, value, valueOffset, valueLength);
    } else {
      findValue(key, keyLength - TS);
    }
    return true;
  }

  private void checkKey(byte[] key, int length) throws TikvDataException {
    if (length < PREFIX + TikvKeys.SHORTEST_ENCODED + TS || key[0] != TikvKeys.DATA_PREFIX) {
      throw damaged("a key of " + length + " bytes that is no data key of TiKV");
    }
  }

  private void parseRecord() throws TikvDataException {
    try {
      record.parse(write.value(), write.valueOffset(), write.valueLength());
    } catch (IllegalArgumentException e) {
      throw damaged("a malformed write record (" + e.getMessage() + ")");
    }
  }

  private void remember(byte[] key, int length) {
    if (previousKey.length < length) {
      previousKey = new byte[Math.max(length, 2 * previousKey.length)];
    }
    System.arraycopy(key, 0, previousKey, 0, length);
    previousKeyLength = length;
  }

  private void decodeRawKey(byte[] key, int length) throws TikvDataException {
    if (rawKey.length < length) {
      rawKey = new byte[2 * length];
    }
    try {
      rawKeyLength = MemComparable.decode(key, PREFIX, length - TS, rawKey);
    } catch (IllegalArgumentException e) {
      throw damaged("a malformed key (" + e.getMessage() + ")");
    }
  }

  /** Finds the value of a record that does not carry it. */
  private void findValue(byte[] key, int length) throws IOException {
    long inverted = ~record.startTs();
    while (valueWaits || nextValue()) {
      SstCursor at = values.orElseThrow();
      int order = compareToWanted(at, key, length, inverted);
      if (order > 0) {
        valueWaits = true;
        break;
      }
      valueWaits = false;
      if (order == 0) {
        value = at.value();
        valueOffset = at.valueOffset();
        valueLength = at.valueLength();
        counts.joined++;
        counts.defaultSum.add(rawKey, rawKeyLength, value, valueOffset, valueLength);
        return;
      }
      countOrphan(at);
    }
    throw new TikvDataException(
        name
            + ": key "
            + TikvKeys.hex(rawKey, rawKeyLength)
            + " has no value in the default column family (start_ts "
            + Long.toUnsignedString(record.startTs())
            + "). An SST is damaged or missing; the row cannot be exported without it.");
  }

  private boolean nextValue() throws IOException {
    return values.isPresent() && values.get().next();
  }

  private static int compareToWanted(SstCursor at, byte[] key, int length, long inverted) {
    int split = Math.max(0, at.keyLength() - TS);
    int order = Arrays.compareUnsigned(at.key(), 0, split, key, 0, length);
    return order != 0
        ? order
        : Long.compareUnsigned(TikvKeys.bigEndianLong(at.key(), split), inverted);
  }

  private void countOrphan(SstCursor at) throws IOException {
    counts.orphans++;
    byte[] key = new byte[at.keyLength()];
    try {
      int length = MemComparable.decode(at.key(), PREFIX, Math.max(0, at.keyLength() - TS), key);
      counts.defaultSum.add(key, length, at.value(), at.valueOffset(), at.valueLength());
    } catch (IllegalArgumentException e) {
      throw damaged("a malformed key in the default column family (" + e.getMessage() + ")");
    }
  }

  private void drainValues() throws IOException {
    while (valueWaits || nextValue()) {
      valueWaits = false;
      countOrphan(values.orElseThrow());
    }
  }

  private TikvDataException damaged(String what) {
    return new TikvDataException(name + " holds " + what + ". The backup is damaged.");
  }

  public byte[] rawKey() {
    return rawKey;
  }

  public int rawKeyLength() {
    return rawKeyLength;
  }

  public Kind kind() {
    return kind;
  }

  public long commitTs() {
    return commitTs;
  }

  public byte[] value() {
    return value;
  }

  public int valueOffset() {
    return valueOffset;
  }

  public int valueLength() {
    return valueLength;
  }

  public MvccCounts counts() {
    return counts;
  }

  @Override
  public void close() throws IOException {
    try {
      write.close();
    } finally {
      if (values.isPresent()) {
        values.get().close();
      }
    }
  }
}
