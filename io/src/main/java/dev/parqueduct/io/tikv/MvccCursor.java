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

  /** The key of the record that is looked at. */
  private VersionedKey current = new VersionedKey();

  /** The last key whose newest version was found; older ones do not matter. */
  private VersionedKey settled = new VersionedKey();

  private boolean anySettled;
  private final VersionedKey orphan = new VersionedKey();
  private Kind kind;
  private byte[] value;
  private int valueOffset;
  private int valueLength;
  private long crc64;

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
    parseKey(current, write);
    parseRecord();
    boolean olderVersion = anySettled && current.isVersionOf(settled);
    if (!olderVersion && record.isVoidAt(readTs)) {
      settle(); // To a reader at this time the key is not there: older versions are void, too.
      counts.fenced++;
      return false;
    }
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
    if (Long.compareUnsigned(current.ts(), readTs) > 0) {
      throw damaged(
          "a commit at " + Long.toUnsignedString(current.ts()) + ", after the backup's time");
    }
    if (olderVersion) {
      counts.olderVersions++;
      return false;
    }
    settle();
    if (record.type() == WriteRecord.Type.DELETE) {
      kind = Kind.DELETE;
      value = write.value();
      valueOffset = write.valueOffset();
      valueLength = 0;
      counts.deletes++;
      sum(counts.writeSum);
      return true;
    }
    kind = Kind.PUT;
    counts.puts++;
    if (record.hasShortValue()) {
      value = write.value();
      valueOffset = record.shortValueOffset();
      valueLength = record.shortValueLength();
      counts.shortValues++;
      sum(counts.writeSum);
    } else {
      findValue();
    }
    return true;
  }

  private void parseKey(VersionedKey key, SstCursor at) throws TikvDataException {
    try {
      key.parse(at.key(), at.keyLength());
    } catch (IllegalArgumentException e) {
      throw damaged(
          "a malformed key, "
              + TikvKeys.hex(at.key(), at.keyLength())
              + " ("
              + e.getMessage()
              + ")");
    }
  }

  private void parseRecord() throws TikvDataException {
    try {
      record.parse(write.value(), write.valueOffset(), write.valueLength());
    } catch (IllegalArgumentException e) {
      throw damaged("a malformed write record (" + e.getMessage() + ")");
    }
  }

  private void settle() {
    VersionedKey free = settled;
    settled = current;
    current = free;
    anySettled = true;
  }

  private void sum(EntrySum ofFile) {
    crc64 = Crc64.of(rawKey(), 0, rawKeyLength(), value, valueOffset, valueLength);
    addTo(ofFile);
  }

  /** Adds the key and its value to a sum. */
  public void addTo(EntrySum sum) {
    sum.add(crc64, 1, rawKeyLength() + (long) valueLength);
  }

  /** Finds the value of a record that does not carry it. */
  private void findValue() throws IOException {
    byte[] key = write.key();
    int length = write.keyLength() - TS;
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
        sum(counts.defaultSum);
        return;
      }
      countOrphan(at);
    }
    throw new TikvDataException(
        name
            + ": key "
            + TikvKeys.hex(rawKey(), rawKeyLength())
            + " has no value in the default column family (start_ts "
            + Long.toUnsignedString(record.startTs())
            + "). An SST is damaged or missing; the row cannot be exported without it.");
  }

  private boolean nextValue() throws IOException {
    if (values.isEmpty() || !values.get().next()) {
      return false;
    }
    SstCursor at = values.get();
    if (!TikvKeys.mayBeVersioned(at.key(), at.keyLength())) {
      throw damaged(
          "a key in the default column family that is no data key of TiKV, "
              + TikvKeys.hex(at.key(), at.keyLength()));
    }
    return true;
  }

  private static int compareToWanted(SstCursor at, byte[] key, int length, long inverted) {
    int split = at.keyLength() - TS;
    int order = Arrays.compareUnsigned(at.key(), 0, split, key, 0, length);
    return order != 0
        ? order
        : Long.compareUnsigned(TikvKeys.bigEndianLong(at.key(), split), inverted);
  }

  private void countOrphan(SstCursor at) throws IOException {
    counts.orphans++;
    parseKey(orphan, at);
    counts.defaultSum.add(
        orphan.key(), orphan.length(), at.value(), at.valueOffset(), at.valueLength());
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
    return settled.key();
  }

  public int rawKeyLength() {
    return settled.length();
  }

  public Kind kind() {
    return kind;
  }

  public long commitTs() {
    return settled.ts();
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
