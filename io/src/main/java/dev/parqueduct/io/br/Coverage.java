package dev.parqueduct.io.br;

/** Which entries of the wanted tables an export reads. */
public enum Coverage {
  /** Rows. */
  RECORDS,
  /** Rows and index entries, which checksums of tables include. */
  ALL_ENTRIES
}
