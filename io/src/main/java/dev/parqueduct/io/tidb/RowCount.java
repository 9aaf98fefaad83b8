package dev.parqueduct.io.tidb;

import java.util.Locale;

/** What is counted while rows are read. */
enum RowCount {
  ROWS,
  DELETES,
  ROWS_OF_FORMAT_1,
  CHECKSUMS_VERIFIED,
  CHECKSUMS_NOT_VERIFIED,
  CHECKSUM_MISMATCHES,
  DEFAULTS_FILLED_IN,
  INVALID_DATES_AS_NULL,
  INVALID_TEXT_REPLACED,
  VIRTUAL_COLUMNS_AS_NULL,
  DELETED_KEYS_AS_NULL;

  /** The name in reports: camel case. */
  String label() {
    StringBuilder label = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      label.append(
          label.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return label.toString();
  }
}
