package dev.parqueduct.io.mysql.lightning;

import static java.util.Objects.requireNonNull;

/**
 * What TiDB Lightning is told besides the table and its files.
 *
 * @param backend how it writes
 * @param sortedKvDir folder for sorted rows
 * @param pdAddr address of PD
 * @param statusPort status port of TiDB
 */
public record LightningSettings(
    Backend backend, String sortedKvDir, String pdAddr, int statusPort) {
  /** How Lightning writes. */
  public enum Backend {
    /** SSTs, straight into TiKV: fastest, for bulk. */
    LOCAL,
    /** SQL: slower, while the cluster serves others. */
    TIDB
  }

  public LightningSettings {
    requireNonNull(backend, "backend");
    requireNonNull(sortedKvDir, "sortedKvDir");
    requireNonNull(pdAddr, "pdAddr");
  }
}
