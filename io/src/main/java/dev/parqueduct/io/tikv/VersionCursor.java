package dev.parqueduct.io.tikv;

import java.io.Closeable;
import java.io.IOException;

/**
 * Keys in ascending order, each with the one version of it that counts. The arrays belong to the
 * cursor: what they hold is valid until the next call of {@link #next}.
 */
public interface VersionCursor extends Closeable {
  /** What became of a key. */
  enum Kind {
    PUT,
    DELETE
  }

  /**
   * Goes to the next live or deleted key; before the first call there is none.
   *
   * @return whether there is one
   */
  boolean next() throws IOException;

  /** Holds the raw key from its start. */
  byte[] rawKey();

  int rawKeyLength();

  Kind kind();

  long commitTs();

  /** Holds the value, at {@link #valueOffset}; of a deleted key it has no bytes. */
  byte[] value();

  int valueOffset();

  int valueLength();
}
