package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** The expanded text of all blocks of an input, one after the other. */
final class Bzip2InputStream extends InputStream {

  private final InputStream compressed;
  private final Bzip2Options options;
  private final RunLengths runs = new RunLengths();
  private final byte[] single = new byte[1];

  /** Empty before the first read, and after the last. */
  private Optional<BlockFeed> blocks = Optional.empty();

  private Optional<IOException> failure = Optional.empty();
  private boolean started;
  private boolean ended;
  private boolean closed;
  private long delivered;

  private Bzip2InputStream(InputStream compressed, Bzip2Options options) {
    this.compressed = compressed;
    this.options = options;
  }

  static InputStream open(InputStream compressed, Bzip2Options options) {
    return new Bzip2InputStream(Objects.requireNonNull(compressed, "compressed"), options);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    try {
      return readNext(target, offset, length);
    } catch (IOException e) {
      failure = Optional.of(e);
      stop();
      throw e;
    }
  }

  private int readNext(byte[] target, int offset, int length) throws IOException {
    while (runs.exhausted()) {
      if (ended || !openBlock()) {
        return -1;
      }
    }
    long allowed = options.maxOutputBytes() - delivered;
    if (allowed == 0) {
      throw new Bzip2Exception(
          Bzip2Exception.Kind.OUTPUT_LIMIT,
          "the output is larger than the allowed " + options.maxOutputBytes() + " bytes");
    }
    int count = runs.read(target, offset, (int) Math.min(length, allowed));
    delivered += count;
    return count;
  }

  private boolean openBlock() throws IOException {
    if (!started) {
      started = true;
      BlockSource source = new BlockSource(compressed);
      blocks =
          Optional.of(
              options.threads() == 1
                  ? new SerialBlocks(source)
                  : new ParallelBlocks(source, options.threads()));
    }
    Optional<DecodedBlock> block = blocks.orElseThrow().next();
    if (block.isEmpty()) {
      stop();
      return false;
    }
    runs.open(block.get().text(), block.get().length());
    return true;
  }

  private void stop() {
    ended = true;
    blocks.ifPresent(BlockFeed::close);
    blocks = Optional.empty();
  }

  @Override
  public int available() {
    return closed ? 0 : runs.buffered();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      stop();
      compressed.close();
    }
  }
}
