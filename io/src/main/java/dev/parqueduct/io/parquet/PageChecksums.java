package dev.parqueduct.io.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;

/** Compares the pages of a chunk with their checksums, without decoding them. */
final class PageChecksums {
  private PageChecksums() {}

  /**
   * @param chunk all its pages
   * @param column its name, for messages
   * @throws DamagedFileException if a checksum is not its page's, or pages leave the chunk
   */
  static void verify(byte[] chunk, String column) throws DamagedFileException {
    CRC32 crc = new CRC32();
    int position = 0;
    while (position < chunk.length) {
      ByteArrayInputStream in = new ByteArrayInputStream(chunk, position, chunk.length - position);
      PageHeader header;
      try {
        header = Util.readPageHeader(in);
      } catch (IOException | RuntimeException e) {
        throw new DamagedFileException("column " + column + ": a page is damaged: " + e, e);
      }
      int from = chunk.length - in.available();
      int size = header.getCompressed_page_size();
      if (size < 0 || size > chunk.length - from) {
        throw new DamagedFileException(
            "column " + column + ": a page of " + size + " bytes leaves its chunk");
      }
      if (header.isSetCrc()) {
        crc.reset();
        crc.update(chunk, from, size);
        if ((int) crc.getValue() != header.getCrc()) {
          throw new DamagedFileException(
              "column " + column + ": the checksum of a page does not match");
        }
      }
      position = from + size;
    }
  }
}
