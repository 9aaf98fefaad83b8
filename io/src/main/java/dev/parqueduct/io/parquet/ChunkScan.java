package dev.parqueduct.io.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/**
 * Reads the pages of one column chunk, in order and to the last byte. With the last page its counts
 * and bounds have been compared with the footer.
 */
public final class ChunkScan {
  private final ChunkBuffers buffers;
  private final byte[] chunk;
  private final int length;
  private final ColumnDescriptor descriptor;
  private final ColumnMetaData stated;
  private final long groupRows;
  private final PageDecompressor decompressor;
  private final ColumnTotals totals;
  private final boolean ownWriter;
  private final PageDecoder decoder;
  private final ChunkCheck check;
  private final PageValues page;
  private final UsedDictionary dictionary = new UsedDictionary();
  private final CRC32 crc = new CRC32();
  private final Consumer<ChunkBuffers> atEnd;
  private byte[] body = new byte[0];
  private int position;
  private boolean finished;

  /**
   * @param buffers with the bytes of the chunk
   * @param length of the chunk
   * @param atEnd takes the buffers back
   */
  ChunkScan(
      ChunkBuffers buffers,
      int length,
      ColumnDescriptor descriptor,
      ColumnMetaData stated,
      long groupRows,
      PageDecompressor decompressor,
      ColumnTotals totals,
      boolean ownWriter,
      Consumer<ChunkBuffers> atEnd) {
    this.buffers = buffers;
    this.chunk = buffers.chunk(length);
    this.length = length;
    this.descriptor = descriptor;
    this.stated = stated;
    this.groupRows = groupRows;
    this.decompressor = decompressor;
    this.totals = totals;
    this.ownWriter = ownWriter;
    this.decoder = new PageDecoder(descriptor);
    this.check = new ChunkCheck(descriptor, ownWriter);
    this.page = buffers.page();
    this.atEnd = atEnd;
    page.open(descriptor);
  }

  public ColumnDescriptor descriptor() {
    return descriptor;
  }

  /** The page that {@link #next} has read; to be left alone after the last. */
  public PageValues page() {
    return page;
  }

  /**
   * Reads the next data page; false after the last.
   *
   * @throws DamagedFileException if anything is not as its checksums and counts say
   */
  public boolean next() throws DamagedFileException {
    try {
      return read();
    } catch (DamagedFileException e) {
      throw new DamagedFileException("column " + name() + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      // What decoders and decompressors throw at bytes that make no sense.
      throw new DamagedFileException("column " + name() + ": a page is damaged: " + e, e);
    }
  }

  private String name() {
    return String.join(".", descriptor.getPath());
  }

  private boolean read() throws IOException {
    while (position < length) {
      ByteArrayInputStream in = new ByteArrayInputStream(chunk, position, length - position);
      PageHeader header = Util.readPageHeader(in);
      int from = length - in.available();
      int size = header.getCompressed_page_size();
      int full = header.getUncompressed_page_size();
      if (size < 0
          || size > length - from
          || full < 0
          || full > stated.getTotal_uncompressed_size()) {
        throw new DamagedFileException(
            "a page of " + size + " (" + full + ") bytes leaves its chunk");
      }
      verify(header, from, size);
      int start = position;
      position = from + size;
      if (header.isSetDictionary_page_header()) {
        readDictionary(header.getDictionary_page_header(), from, size, full);
        verifyOwn(header, start, from);
      } else if (header.isSetData_page_header()) {
        readV1(header.getData_page_header(), from, size, full);
        verifyOwn(header, start, from);
        return true;
      } else if (header.isSetData_page_header_v2()) {
        readV2(header.getData_page_header_v2(), from, size, full);
        return true;
      }
    }
    finish();
    return false;
  }

  private void finish() throws DamagedFileException {
    if (!finished) {
      finished = true;
      check.addDictionary(dictionary);
      totals.add(check.finish(stated, groupRows));
      atEnd.accept(buffers);
    }
  }

  private void verify(PageHeader header, int from, int size) throws DamagedFileException {
    if (header.isSetCrc() || ownWriter) {
      crc.reset();
      crc.update(chunk, from, size);
      if ((int) crc.getValue() != header.getCrc()) {
        throw new DamagedFileException("the checksum of a page does not match");
      }
    }
  }

  /**
   * Checksums do not cover the headers of pages, and decoders of Thrift skip what they do not know;
   * but what our writer writes in a header is known to the last bit.
   */
  private void verifyOwn(PageHeader header, int from, int to) throws IOException {
    if (!ownWriter) {
      return;
    }
    PageHeader expected =
        new PageHeader(
            header.isSetDictionary_page_header() ? PageType.DICTIONARY_PAGE : PageType.DATA_PAGE,
            header.getUncompressed_page_size(),
            header.getCompressed_page_size());
    expected.setCrc((int) crc.getValue());
    if (header.isSetDictionary_page_header()) {
      expected.setDictionary_page_header(
          new DictionaryPageHeader(dictionary.values().count(), Encoding.PLAIN));
    } else {
      Encoding encoding =
          page.count() == 0 ? Encoding.PLAIN : header.getData_page_header().getEncoding();
      expected.setData_page_header(
          new DataPageHeader(page.levels(), encoding, Encoding.RLE, Encoding.RLE));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writePageHeader(expected, bytes);
    if (!Arrays.equals(bytes.toByteArray(), 0, bytes.size(), chunk, from, to)) {
      throw new DamagedFileException("the header of a page is damaged");
    }
  }

  private void readDictionary(DictionaryPageHeader header, int from, int size, int full)
      throws IOException {
    byte[] bytes = new byte[full];
    decompressor.decompress(stated.getCodec(), chunk, from, size, bytes, 0, full);
    decoder.decode(Encoding.PLAIN, bytes, 0, full, header.getNum_values(), dictionary.start());
  }

  private void readV1(DataPageHeader header, int from, int size, int full) throws IOException {
    startPage(header.getNum_values());
    body = buffers.body(full);
    decompressor.decompress(stated.getCodec(), chunk, from, size, body, 0, full);
    int at = 0;
    if (descriptor.getMaxRepetitionLevel() > 0) {
      requireRle(header.getRepetition_level_encoding());
      int end = levelsEnd(at, full);
      page.readRepetitions(body, at + 4, end);
      at = end;
    }
    if (descriptor.getMaxDefinitionLevel() > 0) {
      requireRle(header.getDefinition_level_encoding());
      int end = levelsEnd(at, full);
      page.readDefinitions(body, at + 4, end);
      at = end;
    }
    readValues(header.getEncoding(), at, full);
  }

  private static void requireRle(Encoding encoding) throws DamagedFileException {
    if (encoding != Encoding.RLE) {
      throw new DamagedFileException("levels in encoding " + encoding + " are not read");
    }
  }

  private int levelsEnd(int at, int limit) throws DamagedFileException {
    int length = limit - at < 4 ? -1 : (int) GrowableBytes.INT.get(body, at);
    if (length < 0 || length > limit - at - 4) {
      throw new DamagedFileException("levels leave their page");
    }
    return at + 4 + length;
  }

  private void readV2(DataPageHeaderV2 header, int from, int size, int full) throws IOException {
    startPage(header.getNum_values());
    int repetitions = header.getRepetition_levels_byte_length();
    int definitions = header.getDefinition_levels_byte_length();
    int levels = repetitions + definitions;
    if (repetitions < 0 || definitions < 0 || levels < 0 || levels > Math.min(size, full)) {
      throw new DamagedFileException("levels leave their page");
    }
    body = buffers.body(full);
    System.arraycopy(chunk, from, body, 0, levels);
    if (header.isSetIs_compressed() && !header.isIs_compressed()) {
      System.arraycopy(chunk, from + levels, body, levels, full - levels);
    } else if (full > levels) {
      decompressor.decompress(
          stated.getCodec(), chunk, from + levels, size - levels, body, levels, full - levels);
    }
    if (descriptor.getMaxRepetitionLevel() > 0) {
      page.readRepetitions(body, 0, repetitions);
    }
    if (descriptor.getMaxDefinitionLevel() > 0) {
      page.readDefinitions(body, repetitions, levels);
    }
    readValues(header.getEncoding(), levels, full);
  }

  private void startPage(int values) throws DamagedFileException {
    if (values < 0 || values > stated.getNum_values()) {
      throw new DamagedFileException("a page of " + values + " values");
    }
    page.start(values);
  }

  private void readValues(Encoding encoding, int from, int to) throws IOException {
    if (encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY) {
      int[] indices = page.startIndices(dictionary.values());
      if (page.count() > 0) {
        HybridDecoder.decode(body, from + 1, to, body[from], indices, page.count());
      }
      dictionary.use(indices, page.count());
    } else {
      decoder.decode(encoding, body, from, to, page.count(), page.startValues());
    }
    check.addPage(page);
  }
}
