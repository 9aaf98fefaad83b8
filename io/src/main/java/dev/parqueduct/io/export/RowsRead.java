package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

/** Counts the rows that a unit reads, and shows them while they come. */
public final class RowsRead {
  /** Rows from one showing to the next: often enough for a progress bar, too seldom to cost. */
  private static final int STEP = 8192;

  private final UnitProgress progress;
  private long count;
  private long shown;

  public RowsRead(UnitProgress progress) {
    this.progress = requireNonNull(progress, "progress");
  }

  /** One more row. */
  public void add() {
    add(1);
  }

  public void add(long rows) {
    count += rows;
    if (count - shown >= STEP) {
      show();
    }
  }

  public long count() {
    return count;
  }

  /** Shows what is left; to be called after the last row. */
  public void show() {
    progress.count("rows_read", count - shown);
    shown = count;
  }
}
