package dev.parqueduct.io.rawkv;

/** What happens to bytes that should be text and are no UTF-8. */
public enum InvalidText {
  /** The export fails. */
  ERROR,
  /** The entry is rejected. */
  REJECT
}
