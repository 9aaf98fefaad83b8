package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

/**
 * Where a row is in the files.
 *
 * @param file its path
 * @param group number of the row group
 * @param row its number in the row group
 */
record FileRow(String file, int group, int row) {
  FileRow {
    requireNonNull(file, "file");
  }
}
