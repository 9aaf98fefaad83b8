package dev.parqueduct.io.br.testing;

/** How a backupmeta holds its lists. */
public enum MetaLayout {
  /** All in the root. */
  V1,
  /** In index objects that the root names. */
  V2,
  /** In index objects that are named by others, which the root names. */
  V2_NESTED,
  /** The first half in the root, the rest in index objects. */
  MIXED
}
