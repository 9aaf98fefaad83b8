package dev.parqueduct.io.sst;

import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.SeekableByteChannel;

/** Reads SSTs (RocksDB block-based tables). */
public interface SstReader extends Serializable {
  /**
   * Opens an SST. The end of the file is read first, then all of it from the start, each byte once
   * and in order, so that {@code file} can hash what passes through it; the last {@code next()}
   * reads to the last byte.
   *
   * @param file the whole file in plain text; the cursor closes it
   * @param name for messages
   */
  SstCursor open(SeekableByteChannel file, String name) throws IOException;
}
