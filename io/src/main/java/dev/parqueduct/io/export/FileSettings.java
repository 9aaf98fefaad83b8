package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.parquet.Compression;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How data files are written.
 *
 * @param compression of the pages
 * @param rowGroupBytes bytes after which a row group ends
 * @param rowGroupRows rows after which a row group ends
 * @param rowsPerFile rows after which a file ends
 * @param metadata key-value metadata of every file
 */
public record FileSettings(
    Compression compression,
    long rowGroupBytes,
    long rowGroupRows,
    long rowsPerFile,
    Map<String, String> metadata)
    implements Serializable {
  public FileSettings {
    requireNonNull(compression, "compression");
    if (rowGroupBytes <= 0 || rowGroupRows <= 0 || rowsPerFile <= 0) {
      throw new IllegalArgumentException(
          "row group bytes, row group rows and rows per file must be positive: "
              + rowGroupBytes
              + ", "
              + rowGroupRows
              + ", "
              + rowsPerFile);
    }
    metadata = new TreeMap<>(metadata);
  }
}
