package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.Optional;

/** The decoded blocks of an input, in order. */
interface BlockFeed {

  /**
   * The next block, valid until the next call, or nothing at the end of the input. Not to be called
   * again after it threw or returned nothing.
   */
  Optional<DecodedBlock> next() throws IOException;

  /** Frees threads and memory. */
  void close();
}
