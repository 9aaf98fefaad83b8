package dev.parqueduct.io.br.testing;

/** The ways in which TiDB has stored rows. */
public enum RowFormat {
  /** Pairs of column id and value, as before TiDB 4.0. */
  V1,
  V2,
  /** Version 2 in which every NULL is listed, also where TiDB leaves it out. */
  V2_NULLS,
  /** Checksum version 1, over the row and the record key. */
  V2_CHECKSUM_1,
  /** Checksum version 1, over the row and the handle. */
  V2_CHECKSUM_1_HANDLE,
  /** Checksum version 2, over the row and the handle. */
  V2_CHECKSUM_2,
  /** Checksum version 2 with an extra one. */
  V2_CHECKSUM_2_EXTRA
}
