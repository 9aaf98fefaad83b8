package dev.parqueduct.io.clickhouse.http;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.CompressedInput;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NativeInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The result of a query, block by block. Every failure on the way is a {@link ServerException}. */
public final class NativeResult implements Closeable {
  private static final String MARK = "__exception__";

  private final String what;
  private final InputStream stream;
  private final CompressedInput frames;
  private final NativeInput in;
  private final NativeBlock block = new NativeBlock();
  private final String tag;

  /**
   * @param tag what the server marks an exception with that comes in the middle of the result
   */
  NativeResult(String what, InputStream stream, String tag) {
    this.what = requireNonNull(what, "what");
    this.stream = requireNonNull(stream, "stream");
    this.tag = tag == null ? "" : tag;
    this.frames = new CompressedInput(stream, this::check);
    this.in = new NativeInput(frames);
  }

  /** The next block, or null at the end; its columns are used again for the one after it. */
  public NativeBlock next() throws IOException {
    try {
      return block.read(in) ? block : null;
    } catch (ServerException e) {
      throw e;
    } catch (IOException e) {
      throw ServerException.broken(what, e);
    }
  }

  /** Compressed bytes so far. */
  public long bytesRead() {
    return frames.bytesRead();
  }

  /** An exception has a frame of its own: line break, mark, line break, tag. */
  private void check(byte[] content, int length) throws IOException {
    if (length < MARK.length() + 2 || content[0] != '\r' || content[2] != '_') {
      return;
    }
    String text = new String(content, 0, length, StandardCharsets.UTF_8);
    if (text.startsWith("\r\n" + MARK + "\r\n" + tag)) {
      String message = text.substring(MARK.length() + 4 + tag.length());
      int end = message.lastIndexOf('\n', Math.max(0, message.lastIndexOf(MARK) - 3));
      throw ServerException.of(what, end < 0 ? message : message.substring(0, end));
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
