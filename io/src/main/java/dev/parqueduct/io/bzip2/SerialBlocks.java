package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.Optional;

/** Decodes each block when it is asked for, in the thread that asks. */
final class SerialBlocks implements BlockFeed {

  private final BlockSource source;
  private final BlockReader reader = Idle.READERS.acquire();
  private final BlockDecoder decoder = Idle.DECODERS.acquire();
  private final Optional<DecodedBlock> block = Optional.of(new DecodedBlock());
  private boolean closed;

  SerialBlocks(BlockSource source) {
    this.source = source;
  }

  @Override
  public Optional<DecodedBlock> next() throws IOException {
    if (!source.readBlock(reader)) {
      return Optional.empty();
    }
    decoder.decode(reader, block.get());
    return block;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Idle.READERS.release(reader);
      Idle.DECODERS.release(decoder);
    }
  }
}
