package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;

/**
 * Reads the pages of one column chunk, in order and to the last byte. With the last page its counts
 * and bounds have been compared with the footer.
 */
public final class ChunkScan {
  private final ChunkBuffers buffers;
  private final ChunkWindow window;
  private final ColumnDescriptor descriptor;
  private final ColumnMetaData stated;
  private final long groupRows;
  private final PageDecompressor decompressor;
  private final ColumnTotals totals;
  private final PageHeaders headers;
  private final PageDecoder decoder;
  private final ChunkCheck check;
  private final PageValues page;
  private final UsedDictionary dictionary = new UsedDictionary();
  private final Consumer<ChunkBuffers> atEnd;
  private byte[] body = new byte[0];
  private boolean begun;
  private long started;
  private boolean finished;

  /**
   * @param buffers of which the window has been opened
   * @param atEnd takes the buffers back
   */
  ChunkScan(
      ChunkBuffers buffers,
      ColumnDescriptor descriptor,
      ColumnMetaData stated,
      long groupRows,
      PageDecompressor decompressor,
      ColumnTotals totals,
      boolean ownWriter,
      Consumer<ChunkBuffers> atEnd) {
    this.buffers = buffers;
    this.window = buffers.window();
    this.descriptor = descriptor;
    this.stated = stated;
    this.groupRows = groupRows;
    this.decompressor = decompressor;
    this.totals = totals;
    this.headers = new PageHeaders(window, stated, ownWriter);
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
   * @throws IOException if the storage fails
   */
  public boolean next() throws IOException {
    if (finished) {
      return false;
    }
    try {
      while (window.remaining() > 0) {
        PageHeader header = headers.read();
        boolean isData = decode(header);
        window.drop(headers.bytes() + header.getCompressed_page_size());
        if (isData) {
          return true;
        }
      }
      finish();
      return false;
    } catch (DamagedFileException e) {
      String name = String.join(".", descriptor.getPath());
      throw new DamagedFileException("column " + name + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether it is a page of data. */
  private boolean decode(PageHeader header) throws DamagedFileException {
    try {
      return read(header);
    } catch (DamagedFileException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // What decoders and decompressors throw at bytes that make no sense.
      throw new DamagedFileException("a page is damaged: " + e, e);
    }
  }

  private boolean read(PageHeader header) throws IOException {
    headers.verifyPage(header);
    int from = window.start() + headers.bytes();
    int size = header.getCompressed_page_size();
    int full = header.getUncompressed_page_size();
    if (header.isSetDictionary_page_header()) {
      readDictionary(header.getDictionary_page_header(), from, size, full);
      headers.verifyDictionary(header, dictionary.values().count());
      return false;
    }
    if (header.isSetData_page_header()) {
      readV1(header.getData_page_header(), from, size, full);
      headers.verifyData(header, page);
      return true;
    }
    if (header.isSetData_page_header_v2()) {
      readV2(header.getData_page_header_v2(), from, size, full);
      return true;
    }
    return false;
  }

  private void finish() throws DamagedFileException {
    finished = true;
    try {
      check.addDictionary(dictionary);
      totals.add(check.finish(stated, groupRows));
    } catch (RuntimeException e) {
      throw new DamagedFileException("its statistics are damaged: " + e, e);
    }
    body = new byte[0];
    atEnd.accept(buffers);
  }

  private void readDictionary(DictionaryPageHeader header, int from, int size, int full)
      throws IOException {
    if (begun) {
      throw new DamagedFileException("a dictionary follows values");
    }
    // Each takes a byte at least, and takes room before it is read.
    if (header.getNum_values() < 0 || header.getNum_values() > full) {
      throw new DamagedFileException(
          "a dictionary of " + header.getNum_values() + " values in " + full + " bytes");
    }
    byte[] bytes = new byte[full];
    decompressor.decompress(stated.getCodec(), window.bytes(), from, size, bytes, 0, full);
    decoder.decode(Encoding.PLAIN, bytes, 0, full, header.getNum_values(), dictionary.start());
  }

  private void readV1(DataPageHeader header, int from, int size, int full) throws IOException {
    startPage(header.getNum_values());
    body = buffers.body(full);
    decompressor.decompress(stated.getCodec(), window.bytes(), from, size, body, 0, full);
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
    System.arraycopy(window.bytes(), from, body, 0, levels);
    if (header.isSetIs_compressed() && !header.isIs_compressed()) {
      if (size != full) {
        throw new DamagedFileException(
            "a page of " + size + " bytes, not compressed, is said to have " + full);
      }
      System.arraycopy(window.bytes(), from + levels, body, levels, full - levels);
    } else if (full > levels) {
      decompressor.decompress(
          stated.getCodec(),
          window.bytes(),
          from + levels,
          size - levels,
          body,
          levels,
          full - levels);
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
    if (values < 0 || values > stated.getNum_values() - started) {
      throw new DamagedFileException(
          "a page of " + values + " values after " + started + " of " + stated.getNum_values());
    }
    begun = true;
    started += values;
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
