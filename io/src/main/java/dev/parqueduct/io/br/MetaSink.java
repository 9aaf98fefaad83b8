package dev.parqueduct.io.br;

import java.util.function.Consumer;

/**
 * Takes what a walk over a backupmeta and its indexes finds.
 *
 * @param files of data
 * @param schemas of tables
 * @param rawRanges of RawKV and TxnKV backups
 */
record MetaSink(
    Consumer<BackupFile> files, Consumer<BackupSchema> schemas, Consumer<RawRange> rawRanges) {
  private static final MetaSink NONE = new MetaSink(file -> {}, schema -> {}, range -> {});

  static MetaSink ofFiles(Consumer<BackupFile> files) {
    return new MetaSink(files, NONE.schemas, NONE.rawRanges);
  }

  static MetaSink ofSchemas(Consumer<BackupSchema> schemas) {
    return new MetaSink(NONE.files, schemas, NONE.rawRanges);
  }

  static MetaSink ofRawRanges(Consumer<RawRange> rawRanges) {
    return new MetaSink(NONE.files, NONE.schemas, rawRanges);
  }
}
