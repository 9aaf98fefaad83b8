package dev.parqueduct.io.sst;

import java.io.Closeable;
import java.io.IOException;

/**
 * The entries of an SST in key order. The arrays belong to the cursor: what they hold is valid
 * until the next call of {@link #next}.
 */
public interface SstCursor extends Closeable {
  /**
   * Goes to the next entry; before the first call there is none.
   *
   * @return whether there is one
   * @throws SstException when the file is damaged or holds what is not supported
   */
  boolean next() throws IOException;

  /** Holds the key from its start: the user key, without RocksDB's sequence number and type. */
  byte[] key();

  int keyLength();

  /** Holds the value, at {@link #valueOffset}. */
  byte[] value();

  int valueOffset();

  int valueLength();

  /** The properties that the file's writer left in it. */
  SstProperties properties();
}
