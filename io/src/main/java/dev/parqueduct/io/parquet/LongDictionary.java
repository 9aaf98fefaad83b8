package dev.parqueduct.io.parquet;

import java.util.Arrays;

/**
 * Numbers each distinct value in order of appearance: open addressing over the bits of the values.
 */
final class LongDictionary {
  private static final int FIRST_SLOTS = 64;

  private long[] values = new long[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS];
  private int shift = Integer.numberOfLeadingZeros(FIRST_SLOTS) + 33;
  private int size;

  int size() {
    return size;
  }

  /** Bytes of memory. */
  long memory() {
    return (long) values.length * Long.BYTES + (long) slots.length * Integer.BYTES;
  }

  long value(int index) {
    return values[index];
  }

  /** The number of the value, which is a new one if the value is. */
  int index(long value) {
    int slot = (int) (mix(value) >>> shift);
    while (true) {
      int index = slots[slot] - 1;
      if (index < 0) {
        return add(value, slot);
      }
      if (values[index] == value) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
  }

  private int add(long value, int slot) {
    values[size] = value;
    slots[slot] = size + 1;
    size++;
    if (size == values.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    values = Arrays.copyOf(values, size * 2);
    slots = new int[size * 4];
    shift -= 1;
    for (int index = 0; index < size; index++) {
      int slot = (int) (mix(values[index]) >>> shift);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = index + 1;
    }
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0x9e3779b97f4a7c15L;
    return (mixed ^ (mixed >>> 29)) * 0xbf58476d1ce4e5b9L;
  }

  /** Forgets all values, and memory that only few chunks need. */
  void clear() {
    size = 0;
    values = new long[FIRST_SLOTS / 2];
    slots = new int[FIRST_SLOTS];
    shift = Integer.numberOfLeadingZeros(FIRST_SLOTS) + 33;
  }
}
