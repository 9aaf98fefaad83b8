package dev.parqueduct.io.parquet;

import java.util.Arrays;

/**
 * Numbers each distinct byte string in order of appearance: open addressing over one array that
 * holds the strings back to back, as the dictionary page will.
 */
final class BinaryDictionary {
  private static final int FIRST_SLOTS = 64;

  private final int prefix;
  private final GrowableBytes page = new GrowableBytes();
  private int[] starts = new int[FIRST_SLOTS / 2 + 1];
  private int[] hashes = new int[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS];
  private int size;

  /**
   * @param prefix bytes of the length in front of each string: 4, or 0 if all have the same length
   */
  BinaryDictionary(int prefix) {
    this.prefix = prefix;
  }

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long memory() {
    return page.capacity() + ((long) starts.length + hashes.length + slots.length) * Integer.BYTES;
  }

  /** All strings in PLAIN encoding. */
  GrowableBytes page() {
    return page;
  }

  /** Where in {@link #page()} a string starts, length included. */
  int start(int index) {
    return starts[index];
  }

  /** Where in {@link #page()} a string ends. */
  int end(int index) {
    return starts[index + 1];
  }

  /** The number of the string, which is a new one if the string is. */
  int index(byte[] bytes, int offset, int length) {
    int hash = hash(bytes, offset, length);
    int slot = hash & (slots.length - 1);
    while (true) {
      int index = slots[slot] - 1;
      if (index < 0) {
        return add(bytes, offset, length, hash, slot);
      }
      if (hashes[index] == hash && matches(index, bytes, offset, length)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  /** Whether the string has that number. */
  boolean matches(int index, byte[] bytes, int offset, int length) {
    int start = starts[index] + prefix;
    return starts[index + 1] - start == length
        && Arrays.equals(page.array(), start, start + length, bytes, offset, offset + length);
  }

  private int add(byte[] bytes, int offset, int length, int hash, int slot) {
    if (prefix > 0) {
      page.writeInt(length);
    }
    page.write(bytes, offset, length);
    slots[slot] = size + 1;
    hashes[size] = hash;
    size++;
    starts[size] = page.size();
    if (size == hashes.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    starts = Arrays.copyOf(starts, size * 2 + 1);
    hashes = Arrays.copyOf(hashes, size * 2);
    slots = new int[size * 4];
    for (int index = 0; index < size; index++) {
      int slot = hashes[index] & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = index + 1;
    }
  }

  private static int hash(byte[] bytes, int offset, int length) {
    long hash = length * 0x9e3779b97f4a7c15L;
    int i = offset;
    int end = offset + length;
    for (; i + 8 <= end; i += 8) {
      hash = step(hash, (long) GrowableBytes.LONG.get(bytes, i));
    }
    if (i < end) {
      long tail = 0;
      for (; i < end; i++) {
        tail = (tail << 8) | (bytes[i] & 0xffL);
      }
      hash = step(hash, tail);
    }
    hash ^= hash >>> 32;
    return (int) ((hash * 0xbf58476d1ce4e5b9L) >>> 32);
  }

  private static long step(long hash, long word) {
    long mixed = (hash ^ word) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 29);
  }

  /** Forgets all strings, and the memory they took. */
  void clear() {
    size = 0;
    page.reset(0);
    starts = new int[FIRST_SLOTS / 2 + 1];
    hashes = new int[FIRST_SLOTS / 2];
    slots = new int[FIRST_SLOTS];
  }
}
