package dev.parqueduct.io.bzip2;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** Commons Compress with this package's limits and errors. */
final class CommonsBzip2InputStream extends InputStream {

  private final Input input;
  private final long maxOutputBytes;
  private final byte[] single = new byte[1];
  private Optional<InputStream> decoder = Optional.empty();
  private Optional<IOException> failure = Optional.empty();
  private boolean closed;
  private long delivered;

  CommonsBzip2InputStream(InputStream compressed, long maxOutputBytes) {
    this.input = new Input(Objects.requireNonNull(compressed, "compressed"));
    this.maxOutputBytes = maxOutputBytes;
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
      int count = readNext(target, offset, length);
      if (count > maxOutputBytes - delivered) {
        int allowed = (int) (maxOutputBytes - delivered);
        if (allowed == 0) {
          throw outputLimit();
        }
        failure = Optional.of(outputLimit());
        count = allowed;
      }
      delivered += Math.max(count, 0);
      return count;
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    } catch (RuntimeException e) {
      // It does not check all that it reads, and damage then shows as an index out of bounds.
      Bzip2Exception translated = new Bzip2Exception(Bzip2Exception.Kind.CORRUPT, e.toString(), e);
      failure = Optional.of(translated);
      throw translated;
    }
  }

  private int readNext(byte[] target, int offset, int length) throws IOException {
    try {
      if (decoder.isEmpty()) {
        decoder = Optional.of(new BZip2CompressorInputStream(input, true));
      }
      return decoder.get().read(target, offset, length);
    } catch (IOException e) {
      throw input.failure.isPresent() ? input.failure.get() : translate(e);
    }
  }

  private Bzip2Exception translate(IOException e) {
    if (input.bytes == 0) {
      return new Bzip2Exception(Bzip2Exception.Kind.NOT_BZIP2, "the input is empty", e);
    }
    String problem = String.valueOf(e.getMessage());
    if (problem.contains("not in the BZip2 format")) {
      return new Bzip2Exception(Bzip2Exception.Kind.NOT_BZIP2, problem, e);
    }
    if (problem.contains("data after a valid")) {
      return new Bzip2Exception(Bzip2Exception.Kind.TRAILING_GARBAGE, problem, e);
    }
    if (e instanceof EOFException || input.ended) {
      return new Bzip2Exception(Bzip2Exception.Kind.TRUNCATED, problem, e);
    }
    return new Bzip2Exception(Bzip2Exception.Kind.CORRUPT, problem, e);
  }

  private Bzip2Exception outputLimit() {
    return new Bzip2Exception(
        Bzip2Exception.Kind.OUTPUT_LIMIT,
        "the output is larger than the allowed " + maxOutputBytes + " bytes");
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      input.close();
    }
  }

  /** Remembers whether the input itself failed, and how far it was read. */
  private static final class Input extends FilterInputStream {

    private Optional<IOException> failure = Optional.empty();
    private long bytes;
    private boolean ended;

    Input(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int count = super.read(target, offset, length);
        bytes += Math.max(count, 0);
        ended |= count < 0;
        return count;
      } catch (IOException e) {
        failure = Optional.of(e);
        throw e;
      }
    }
  }
}
