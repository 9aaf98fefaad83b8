package dev.parqueduct.io.sst;

/** The readers of SSTs. */
public enum SstReaderKind {
  /** This project's own. */
  PURE,
  /** RocksDB's, through its Java binding; it needs local disk. */
  ROCKSDB;

  public SstReader create() {
    return switch (this) {
      case PURE -> new PureSstReader();
      case ROCKSDB -> new RocksDbSstReader();
    };
  }
}
