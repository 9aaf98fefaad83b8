package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.util.Optional;

/** Decodes each block when it is asked for, in the thread that asks. */
final class SerialBlocks implements BlockFeed {

  private final BlockSource source;
  private final BlockDecoder decoder = BlockDecoders.acquire();
  private final Optional<DecodedBlock> block = Optional.of(new DecodedBlock());
  private boolean closed;

  SerialBlocks(BlockSource source) {
    this.source = source;
  }

  @Override
  public Optional<DecodedBlock> next() throws IOException {
    if (!source.readBlock(decoder)) {
      return Optional.empty();
    }
    decoder.decode(block.get());
    return block;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      BlockDecoders.release(decoder);
    }
  }
}
