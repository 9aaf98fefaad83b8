package dev.parqueduct.io.rawkv;

/** What happens to the prefix by which keys are selected. */
public enum KeyPrefix {
  KEEP,
  /** The key column does not have it. */
  STRIP
}
