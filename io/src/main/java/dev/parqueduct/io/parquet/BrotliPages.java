package dev.parqueduct.io.parquet;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;

/** Brotli streams of quality 5: above it, time grows several times for a few percent of size. */
final class BrotliPages extends PageCompressor {
  private static final Encoder.Parameters QUALITY_5 = Encoder.Parameters.create(5);

  private byte[] output = new byte[0];

  BrotliPages() {
    Brotli4jLoader.ensureAvailability();
  }

  @Override
  int compress(int variant, byte[] page, int length) throws IOException {
    output = Encoder.compress(page, 0, length, QUALITY_5);
    return output.length;
  }

  @Override
  byte[] output() {
    return output;
  }
}
