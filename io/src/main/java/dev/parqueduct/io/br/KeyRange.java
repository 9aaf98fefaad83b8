package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A range of raw keys, which compare as unsigned bytes.
 *
 * @param start its first key
 * @param end the first key behind it; empty when it has no end
 */
public record KeyRange(byte[] start, byte[] end) implements Serializable {
  static final KeyRange ALL = new KeyRange(new byte[0], new byte[0]);

  public KeyRange {
    requireNonNull(start, "start");
    requireNonNull(end, "end");
  }

  static KeyRange of(BackupFile file) {
    return new KeyRange(file.startKey(), file.endKey());
  }

  boolean isEmpty() {
    return endsAt(start);
  }

  /** Whether all its keys are smaller. */
  boolean endsAt(byte[] key) {
    return end.length != 0 && Arrays.compareUnsigned(end, key) <= 0;
  }

  boolean contains(byte[] key, int length) {
    return Arrays.compareUnsigned(key, 0, length, start, 0, start.length) >= 0
        && (end.length == 0 || Arrays.compareUnsigned(key, 0, length, end, 0, end.length) < 0);
  }

  boolean overlaps(KeyRange other) {
    return !endsAt(other.start) && !other.endsAt(start);
  }

  /** The keys of both; for ranges that overlap. */
  KeyRange intersect(KeyRange other) {
    byte[] from = Arrays.compareUnsigned(start, other.start) >= 0 ? start : other.start;
    return new KeyRange(from, endsBefore(other) ? end : other.end);
  }

  /** The smallest range with the keys of both. */
  KeyRange span(KeyRange other) {
    byte[] from = Arrays.compareUnsigned(start, other.start) <= 0 ? start : other.start;
    return new KeyRange(from, endsBefore(other) ? other.end : end);
  }

  private boolean endsBefore(KeyRange other) {
    return end.length != 0 && (other.end.length == 0 || Arrays.compareUnsigned(end, other.end) < 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRange range
        && Arrays.equals(start, range.start)
        && Arrays.equals(end, range.end);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(start) + Arrays.hashCode(end);
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return "[" + hex.formatHex(start) + ", " + hex.formatHex(end) + ")";
  }
}
