package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InputStream;

/**
 * Turns bzip2 data into the bytes that were compressed. Decoders are immutable and may be shared
 * between threads; the streams they open may not.
 *
 * <p>Both decoders read concatenated streams of any level to the end of the input, verify every
 * block's and every stream's CRC, and hold to {@link Bzip2Options#maxOutputBytes()}.
 */
public interface Bzip2Decoder {

  /**
   * Opens a stream of the decompressed bytes. Nothing is read before the first read of the result,
   * and closing the result closes {@code compressed}.
   *
   * @param compressed one or more bzip2 streams, in pieces of any size; read to its end
   * @return decompressed bytes. A read that meets damage throws {@link Bzip2Exception}, and so does
   *     every later read; the bytes of all blocks before the damage have been delivered by then,
   *     and none of the damaged block. An {@link IOException} of {@code compressed} itself is
   *     passed on as it is
   * @throws IOException if the decoder cannot be set up
   */
  InputStream open(InputStream compressed) throws IOException;

  /**
   * The project's own decoder. After the last stream it accepts zero bytes (padding), reads on if
   * another stream follows them, and reports anything else as {@link
   * Bzip2Exception.Kind#TRAILING_GARBAGE} once everything before it has been delivered; {@code
   * bzip2 -d} warns about the same bytes and ignores them.
   *
   * @param options threads and limits
   */
  static Bzip2Decoder fast(Bzip2Options options) {
    return compressed -> Bzip2InputStream.open(compressed, options);
  }

  /**
   * The decoder of Apache Commons Compress: several times slower, one thread whatever the options
   * say, and no position in its errors. It treats zero padding after the last stream as garbage,
   * may deliver part of a block before it finds the block damaged, and may lose the bytes that the
   * read which meets the damage has decoded before.
   *
   * @param options limits
   */
  static Bzip2Decoder commonsCompress(Bzip2Options options) {
    return compressed -> new CommonsBzip2InputStream(compressed, options.maxOutputBytes());
  }
}
