package dev.parqueduct.io.tikv;

import static java.util.Objects.checkFromIndexSize;

import java.nio.ByteBuffer;

/**
 * A value of the write CF: what happened to a key at a commit_ts (TiKV's components/txn_types,
 * write.rs). One object parses many records; what it says is about the last one.
 *
 * <p>A record is its type, the start_ts as a varint, and then fields that begin with a tag. Fields
 * behind an unknown tag are left alone, as TiKV does: newer versions add them at the end.
 */
public final class WriteRecord {
  /** What a record does. */
  public enum Type {
    PUT,
    DELETE,
    /** Locked and not changed. */
    LOCK,
    /** Marks a transaction that did not happen. */
    ROLLBACK
  }

  private static final int NO_SHORT_VALUE = -1;
  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes = {};
  private int at;
  private int end;

  private Type type = Type.LOCK;
  private long startTs;
  private int shortValueOffset;
  private int shortValueLength = NO_SHORT_VALUE;
  private long gcFence;
  private boolean overlappedRollback;
  private long lastChangeTs;
  private long versionsToLastChange;
  private long txnSource;

  /**
   * Parses a record in place; the array is referred to until the next call.
   *
   * @throws IllegalArgumentException when these bytes are no write record
   */
  public void parse(byte[] record, int offset, int length) {
    at = checkFromIndexSize(offset, length, record.length);
    end = offset + length;
    bytes = record;
    shortValueLength = NO_SHORT_VALUE;
    gcFence = 0;
    overlappedRollback = false;
    lastChangeTs = 0;
    versionsToLastChange = 0;
    txnSource = 0;
    type = type(next("type"));
    startTs = varint("start_ts");
    while (at < end && field(bytes[at++])) {
      // Each call consumes a field.
    }
  }

  private static Type type(int letter) {
    return switch (letter) {
      case 'P' -> Type.PUT;
      case 'D' -> Type.DELETE;
      case 'L' -> Type.LOCK;
      case 'R' -> Type.ROLLBACK;
      default ->
          throw new IllegalArgumentException(
              String.format("a write record has the unknown type 0x%02x", letter));
    };
  }

  /** Reads the field of a tag, or says that the tag is unknown. */
  private boolean field(int tag) {
    switch (tag) {
      case 'v' -> {
        int length = next("length of the short value");
        shortValueOffset = take(length, "short value");
        shortValueLength = length;
      }
      case 'R' -> overlappedRollback = true;
      case 'F' -> gcFence = fixed("gc fence");
      case 'l' -> {
        lastChangeTs = fixed("last change");
        versionsToLastChange = varint("versions to the last change");
      }
      case 'S' -> txnSource = varint("source of the transaction");
      default -> {
        return false;
      }
    }
    return true;
  }

  private int next(String what) {
    return bytes[take(1, what)] & 0xff;
  }

  private long fixed(String what) {
    int from = take(Long.BYTES, what);
    return ByteBuffer.wrap(bytes).getLong(from);
  }

  private int take(int length, String what) {
    if (end - at < length) {
      throw new IllegalArgumentException("a write record ends within its " + what);
    }
    int from = at;
    at += length;
    return from;
  }

  private long varint(String what) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      int next = next(what);
      if (i == MAX_VARINT_BYTES - 1 && next > 1) {
        break;
      }
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("the " + what + " of a write record is over 64 bits long");
  }

  public Type type() {
    return type;
  }

  /** When the transaction began: the version under which the default CF has a long value. */
  public long startTs() {
    return startTs;
  }

  /** Whether the value is in the record; if not, a put has it in the default CF. */
  public boolean hasShortValue() {
    return shortValueLength != NO_SHORT_VALUE;
  }

  /** Where in the parsed array the short value is. */
  public int shortValueOffset() {
    return shortValueOffset;
  }

  /** The length of the short value, which may be 0. */
  public int shortValueLength() {
    if (!hasShortValue()) {
      throw new IllegalStateException("the record has no short value");
    }
    return shortValueLength;
  }

  /**
   * Whether a reader at {@code readTs} must take the key as not there: what should have followed
   * this record was collected as garbage (the record's gc fence).
   */
  public boolean isVoidAt(long readTs) {
    return gcFence != 0 && Long.compareUnsigned(gcFence, readTs) <= 0;
  }

  /** The gc fence, or 0. */
  public long gcFence() {
    return gcFence;
  }

  /** Whether a rollback of another transaction has the same timestamp. */
  public boolean hasOverlappedRollback() {
    return overlappedRollback;
  }

  /** The commit_ts of the last put or delete before this record, or 0. */
  public long lastChangeTs() {
    return lastChangeTs;
  }

  /** How many versions back that was. */
  public long versionsToLastChange() {
    return versionsToLastChange;
  }

  /** Who wrote: 0 for users, otherwise a tool such as the one that replicates clusters. */
  public long txnSource() {
    return txnSource;
  }
}
