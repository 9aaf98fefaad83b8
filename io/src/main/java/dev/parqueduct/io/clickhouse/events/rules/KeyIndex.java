package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.Arrays;

/** Finds rows by project and id, in a table of numbers: four bytes a slot, none a key. */
public final class KeyIndex {
  private static final int EMPTY = 0;

  private final StringColumn projects;
  private final StringColumn ids;

  /** Row number + 1. */
  private int[] slots = new int[1 << 10];

  private int size;

  /** An index over the rows of these columns, which are added one by one. */
  public KeyIndex(StringColumn projects, StringColumn ids) {
    this.projects = projects;
    this.ids = ids;
  }

  /** The row with the key that is in a row of two other columns, or -1. */
  public int find(StringColumn otherProjects, StringColumn otherIds, int row) {
    int slot = slot(otherProjects, otherIds, row);
    return slots[slot] - 1;
  }

  /** Adds a row, in place of one with the same key; gives that one, or -1. */
  public int put(int row) {
    if (2L * (size + 1) > slots.length) {
      grow();
    }
    int slot = slot(projects, ids, row);
    int before = slots[slot] - 1;
    if (before < 0) {
      size++;
    }
    slots[slot] = row + 1;
    return before;
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(slots, EMPTY);
    size = 0;
  }

  long bytes() {
    return 4L * slots.length;
  }

  private int slot(StringColumn otherProjects, StringColumn otherIds, int row) {
    int mask = slots.length - 1;
    int slot = hash(otherProjects, otherIds, row) & mask;
    while (slots[slot] != EMPTY) {
      int found = slots[slot] - 1;
      if (ids.isEqual(found, otherIds, row) && projects.isEqual(found, otherProjects, row)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    int[] before = slots;
    slots = new int[Math.multiplyExact(before.length, 2)];
    int mask = slots.length - 1;
    for (int row : before) {
      if (row != EMPTY) {
        int slot = hash(projects, ids, row - 1) & mask;
        while (slots[slot] != EMPTY) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = row;
      }
    }
  }

  /** A number below a count, by a key: independent of where keys are in an index. */
  public static int bucket(StringColumn projects, StringColumn ids, int row, int buckets) {
    long mixed = hash(projects, ids, row) * 0x9E3779B97F4A7C15L;
    return (int) (((mixed >>> 32) * buckets) >>> 32);
  }

  private static int hash(StringColumn projects, StringColumn ids, int row) {
    long hash = projects.hash(row, 17);
    hash = ids.hash(row, hash);
    hash ^= hash >>> 32;
    return (int) (hash ^ (hash >>> 15));
  }
}
