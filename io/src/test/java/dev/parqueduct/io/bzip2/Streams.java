package dev.parqueduct.io.bzip2;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Compressed inputs for the tests, and what decoders make of them. */
final class Streams {

  static final Bzip2Decoder FAST = Bzip2Decoder.fast(Bzip2Options.defaults());
  static final Bzip2Decoder FAST_ON_THREADS =
      Bzip2Decoder.fast(Bzip2Options.defaults().withThreads(3));
  static final Bzip2Decoder ORACLE = Bzip2Decoder.commonsCompress(Bzip2Options.defaults());

  private Streams() {}

  /** What came out before the end or the failure. */
  static final class Outcome {

    private final byte[] output;
    private final Optional<IOException> failure;

    private Outcome(byte[] output, Optional<IOException> failure) {
      this.output = output;
      this.failure = failure;
    }

    byte[] output() {
      return output;
    }

    Optional<IOException> failure() {
      return failure;
    }

    Bzip2Exception bzip2Failure() {
      return (Bzip2Exception) failure.orElseThrow();
    }
  }

  static Outcome decode(Bzip2Decoder decoder, byte[] compressed) {
    return decode(decoder, new ByteArrayInputStream(compressed), 8192);
  }

  static Outcome decode(Bzip2Decoder decoder, InputStream compressed, int readSize) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    byte[] buffer = new byte[readSize];
    try (InputStream in = decoder.open(compressed)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        output.write(buffer, 0, count);
      }
    } catch (IOException e) {
      return new Outcome(output.toByteArray(), Optional.of(e));
    }
    return new Outcome(output.toByteArray(), Optional.empty());
  }

  static byte[] compress(byte[] data, int level) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(compressed, level)) {
      out.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] golden(String name) {
    try (InputStream in = Streams.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Text with long repeats, like a feed: what makes the transform worth it. */
  static byte[] reports(long seed, int size) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append("{\"sha1\": \"").append(Long.toHexString(random.nextLong())).append("\"");
      for (int engine = 0; engine < 30; engine++) {
        text.append(", \"engine-").append(engine).append("\": {\"detected\": ");
        text.append(random.nextInt(3) == 0).append(", \"version\": \"1.").append(engine * 37);
        text.append("\"}");
      }
      text.append("}\n");
    }
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  /**
   * An input that arrives in pieces of 1 to {@code maxPiece} bytes, and at times in none at all.
   */
  static InputStream inPieces(byte[] bytes, long seed, int maxPiece) {
    Random random = new Random(seed);
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0 || random.nextInt(10) == 0) {
          return 0;
        }
        return super.read(target, offset, Math.min(length, 1 + random.nextInt(maxPiece)));
      }
    };
  }
}
