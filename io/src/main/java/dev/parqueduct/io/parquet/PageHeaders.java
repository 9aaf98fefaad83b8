package dev.parqueduct.io.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** Reads the headers of a chunk's pages, and verifies them and the checksums of the pages. */
final class PageHeaders {
  /** Bytes in which a header is looked for at first, and at last. */
  private static final int USUAL = 1 << 10;

  private static final int LARGEST = 1 << 26;
  private static final int GROWTH = 16;

  /** The longest array, without what decoders may read behind it. */
  private static final int LARGEST_PAGE = Integer.MAX_VALUE - 8 - HybridDecoder.PADDING;

  private final ChunkWindow window;
  private final ColumnMetaData stated;
  private final boolean ownWriter;
  private final CRC32 crc = new CRC32();
  private int bytes;

  /**
   * @param ownWriter whether our writer wrote the file
   */
  PageHeaders(ChunkWindow window, ColumnMetaData stated, boolean ownWriter) {
    this.window = window;
    this.stated = stated;
    this.ownWriter = ownWriter;
  }

  /**
   * Reads the header that the window starts with; its page is in the window, too.
   *
   * @throws DamagedFileException if it is none, or if its page leaves the chunk
   * @throws IOException if the storage fails
   */
  PageHeader read() throws IOException {
    PageHeader header = parse();
    int size = header.getCompressed_page_size();
    int full = header.getUncompressed_page_size();
    if (size < 0
        || size > Math.min(window.remaining(), LARGEST_PAGE) - bytes
        || full < 0
        || full > Math.min(stated.getTotal_uncompressed_size(), LARGEST_PAGE)) {
      throw new DamagedFileException(
          "a page of " + size + " (" + full + ") bytes leaves its chunk");
    }
    window.require(bytes + size);
    return header;
  }

  private PageHeader parse() throws IOException {
    for (int most = USUAL; ; most *= GROWTH) {
      int size = (int) Math.min(most, window.remaining());
      window.require(size);
      ByteArrayInputStream in = new ByteArrayInputStream(window.bytes(), window.start(), size);
      try {
        PageHeader header = Util.readPageHeader(in);
        bytes = size - in.available();
        return header;
      } catch (IOException | RuntimeException e) {
        if (size == window.remaining() || most >= LARGEST) {
          throw new DamagedFileException("a page is damaged: " + e, e);
        }
        // Longer than most.
      }
    }
  }

  /** Bytes of the header that was read last. */
  int bytes() {
    return bytes;
  }

  /** Compares the page behind the header with its checksum. */
  void verifyPage(PageHeader header) throws DamagedFileException {
    if (header.isSetCrc() || ownWriter) {
      crc.reset();
      crc.update(window.bytes(), window.start() + bytes, header.getCompressed_page_size());
      if ((int) crc.getValue() != header.getCrc()) {
        throw new DamagedFileException("the checksum of a page does not match");
      }
    }
  }

  /** Compares the header of a dictionary of {@code count} values with what our writer writes. */
  void verifyDictionary(PageHeader header, int count) throws IOException {
    PageHeader expected = expected(PageType.DICTIONARY_PAGE, header);
    expected.setDictionary_page_header(new DictionaryPageHeader(count, Encoding.PLAIN));
    verify(expected);
  }

  /** Compares the header of a page with what our writer writes for its content. */
  void verifyData(PageHeader header, PageValues page) throws IOException {
    Encoding encoding =
        page.count() == 0 ? Encoding.PLAIN : header.getData_page_header().getEncoding();
    PageHeader expected = expected(PageType.DATA_PAGE, header);
    expected.setData_page_header(
        new DataPageHeader(page.levels(), encoding, Encoding.RLE, Encoding.RLE));
    verify(expected);
  }

  private PageHeader expected(PageType type, PageHeader header) {
    PageHeader expected =
        new PageHeader(type, header.getUncompressed_page_size(), header.getCompressed_page_size());
    expected.setCrc((int) crc.getValue());
    return expected;
  }

  /**
   * Checksums do not cover the headers of pages, and decoders of Thrift skip what they do not know;
   * but what our writer writes in a header is known to the last bit.
   */
  private void verify(PageHeader expected) throws IOException {
    if (!ownWriter) {
      return;
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Util.writePageHeader(expected, written);
    int start = window.start();
    if (!Arrays.equals(
        written.toByteArray(), 0, written.size(), window.bytes(), start, start + bytes)) {
      throw new DamagedFileException("the header of a page is damaged");
    }
  }
}
