package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.export.UnitProgress;

/** Ends a run after some batches, once they are inserted. */
public final class Kill implements UnitProgress {
  private int batches;

  public Kill(int batches) {
    this.batches = batches;
  }

  @Override
  public void count(String counter, long by) {
    if (counter.equals("batches_inserted") && --batches == 0) {
      throw new IllegalStateException("killed");
    }
  }

  @Override
  public void stage(Stage stage, long nanos) {}
}
