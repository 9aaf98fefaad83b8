package dev.parqueduct.io.vt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Builds packages for tests, by other people's compressors. */
final class Packages {
  private Packages() {}

  private interface Wrapping {
    OutputStream around(OutputStream out) throws IOException;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** The sha256 of {@link #report}. */
  static String sha256(long n) {
    return String.format("%064x", n);
  }

  /** A small v2 report on file {@code n}. */
  static String report(long n) {
    return String.format(
        "{\"response_code\": 1, \"sha256\": \"%s\", \"sha1\": \"%040x\", \"md5\": \"%032x\","
            + " \"scan_date\": \"2020-11-01 00:00:%02d\", \"positives\": 1, \"total\": 2,"
            + " \"scans\": {\"A\": {\"detected\": true, \"result\": \"Bad.%d\"}}}",
        sha256(n), n, n, n % 60, n);
  }

  /** Lines with the reports {@code from} to {@code to}, the latter excluded. */
  static byte[] lines(long from, long to) {
    StringBuilder lines = new StringBuilder();
    for (long n = from; n < to; n++) {
      lines.append(report(n)).append('\n');
    }
    return bytes(lines.toString());
  }

  static byte[] bzip2(byte[] content) throws IOException {
    return wrapped(content, out -> new BZip2CompressorOutputStream(out, 1));
  }

  static byte[] gzip(byte[] content) throws IOException {
    return wrapped(content, GZIPOutputStream::new);
  }

  static byte[] zstd(byte[] content) {
    return Zstd.compress(content);
  }

  private static byte[] wrapped(byte[] content, Wrapping wrapping) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = wrapping.around(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  /** A tar of members {@code m0}, {@code m1} … in a folder that has an entry of its own. */
  static byte[] tar(byte[]... members) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed)) {
      tar.putArchiveEntry(new TarArchiveEntry("d/"));
      tar.closeArchiveEntry();
      for (int i = 0; i < members.length; i++) {
        TarArchiveEntry entry = new TarArchiveEntry("d/m" + i);
        entry.setSize(members[i].length);
        tar.putArchiveEntry(entry);
        tar.write(members[i]);
        tar.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
