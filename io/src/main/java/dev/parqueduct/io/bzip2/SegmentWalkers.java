package dev.parqueduct.io.bzip2;

/**
 * Walks through the rows of a block from several places at once, and writes the byte of each row on
 * the way to the walker's own place in the output, backwards.
 */
final class SegmentWalkers {

  static final int COUNT = 16;

  /** Marks a row at which walkers stop. */
  static final int STOP = 1 << 31;

  static final int ROW_SHIFT = 8;

  private final int[] row = new int[COUNT];
  private final int[] at = new int[COUNT];
  private final int[] room = new int[COUNT];

  /** Sets where the walker writes next, and how many bytes it may write from there downwards. */
  void output(int walker, int index, int bytes) {
    at[walker] = index;
    room[walker] = bytes;
  }

  /** Puts a walker on a row, from which it has not taken a byte yet. */
  void place(int walker, int newRow) {
    row[walker] = newRow;
  }

  /** Takes one step, also from a row that is marked. */
  void stepFromMark(int walker, int[] rows, byte[] out) {
    int entry = rows[row[walker]] & ~STOP;
    out[at[walker]--] = (byte) entry;
    room[walker]--;
    row[walker] = entry >>> ROW_SHIFT;
  }

  int row(int walker) {
    return row[walker];
  }

  int room(int walker) {
    return room[walker];
  }

  /** Takes steps with all walkers until one of them is at a marked row or has no room left. */
  void walk(int[] rows, byte[] out) {
    int steps = room[0];
    for (int bytes : room) {
      steps = Math.min(steps, bytes);
    }
    int taken = walk(rows, out, steps);
    for (int walker = 0; walker < COUNT; walker++) {
      at[walker] -= taken;
      room[walker] -= taken;
    }
  }

  /**
   * Unrolled by hand: a loop over the walkers would keep their rows in memory and wait for each.
   */
  private int walk(int[] rows, byte[] out, int steps) {
    int r0 = row[0];
    int r1 = row[1];
    int r2 = row[2];
    int r3 = row[3];
    int r4 = row[4];
    int r5 = row[5];
    int r6 = row[6];
    int r7 = row[7];
    int r8 = row[8];
    int r9 = row[9];
    int r10 = row[10];
    int r11 = row[11];
    int r12 = row[12];
    int r13 = row[13];
    int r14 = row[14];
    int r15 = row[15];
    int a0 = at[0];
    int a1 = at[1];
    int a2 = at[2];
    int a3 = at[3];
    int a4 = at[4];
    int a5 = at[5];
    int a6 = at[6];
    int a7 = at[7];
    int a8 = at[8];
    int a9 = at[9];
    int a10 = at[10];
    int a11 = at[11];
    int a12 = at[12];
    int a13 = at[13];
    int a14 = at[14];
    int a15 = at[15];
    int taken = 0;
    for (; taken < steps; taken++) {
      int e0 = rows[r0];
      int e1 = rows[r1];
      int e2 = rows[r2];
      int e3 = rows[r3];
      int e4 = rows[r4];
      int e5 = rows[r5];
      int e6 = rows[r6];
      int e7 = rows[r7];
      int e8 = rows[r8];
      int e9 = rows[r9];
      int e10 = rows[r10];
      int e11 = rows[r11];
      int e12 = rows[r12];
      int e13 = rows[r13];
      int e14 = rows[r14];
      int e15 = rows[r15];
      if ((e0 | e1 | e2 | e3 | e4 | e5 | e6 | e7 | e8 | e9 | e10 | e11 | e12 | e13 | e14 | e15)
          < 0) {
        break;
      }
      out[a0 - taken] = (byte) e0;
      r0 = e0 >>> ROW_SHIFT;
      out[a1 - taken] = (byte) e1;
      r1 = e1 >>> ROW_SHIFT;
      out[a2 - taken] = (byte) e2;
      r2 = e2 >>> ROW_SHIFT;
      out[a3 - taken] = (byte) e3;
      r3 = e3 >>> ROW_SHIFT;
      out[a4 - taken] = (byte) e4;
      r4 = e4 >>> ROW_SHIFT;
      out[a5 - taken] = (byte) e5;
      r5 = e5 >>> ROW_SHIFT;
      out[a6 - taken] = (byte) e6;
      r6 = e6 >>> ROW_SHIFT;
      out[a7 - taken] = (byte) e7;
      r7 = e7 >>> ROW_SHIFT;
      out[a8 - taken] = (byte) e8;
      r8 = e8 >>> ROW_SHIFT;
      out[a9 - taken] = (byte) e9;
      r9 = e9 >>> ROW_SHIFT;
      out[a10 - taken] = (byte) e10;
      r10 = e10 >>> ROW_SHIFT;
      out[a11 - taken] = (byte) e11;
      r11 = e11 >>> ROW_SHIFT;
      out[a12 - taken] = (byte) e12;
      r12 = e12 >>> ROW_SHIFT;
      out[a13 - taken] = (byte) e13;
      r13 = e13 >>> ROW_SHIFT;
      out[a14 - taken] = (byte) e14;
      r14 = e14 >>> ROW_SHIFT;
      out[a15 - taken] = (byte) e15;
      r15 = e15 >>> ROW_SHIFT;
    }
    row[0] = r0;
    row[1] = r1;
    row[2] = r2;
    row[3] = r3;
    row[4] = r4;
    row[5] = r5;
    row[6] = r6;
    row[7] = r7;
    row[8] = r8;
    row[9] = r9;
    row[10] = r10;
    row[11] = r11;
    row[12] = r12;
    row[13] = r13;
    row[14] = r14;
    row[15] = r15;
    return taken;
  }
}
