package dev.parqueduct.io.bzip2;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** interim */
public interface Bzip2Decoder {
  InputStream open(InputStream compressed) throws IOException;

  static Bzip2Decoder commonsCompress(Bzip2Options options) {
    return in -> new BZip2CompressorInputStream(in, true);
  }

  static Bzip2Decoder fast(Bzip2Options options) {
    return commonsCompress(options);
  }
}
