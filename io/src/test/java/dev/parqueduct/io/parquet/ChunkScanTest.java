package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/** Chunks as others write them, put together page by page. */
final class ChunkScanTest {
  private ColumnDescriptor column =
      MessageTypeParser.parseMessageType("message row { required int64 n; }").getColumns().get(0);

  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
  private final List<Long> values = new ArrayList<>();
  private final List<Integer> readings = new ArrayList<>();
  private final ChunkBuffers buffers = new ChunkBuffers();
  private Opening open = ChunkWindow::open;

  private interface Opening {
    void open(ChunkWindow window, ChunkWindow.Source source, long position, long size);
  }

  private static PageHeader header(PageType type, int size) {
    return new PageHeader(type, size, size);
  }

  private void add(PageHeader header, byte[] body) throws IOException {
    Util.writePageHeader(header, chunk);
    chunk.write(body);
  }

  private static byte[] plain(long from, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      buffer.putLong(from + i);
    }
    return buffer.array();
  }

  private void addV2(int size, int full, int count) throws IOException {
    PageHeader header = new PageHeader(PageType.DATA_PAGE_V2, full, size);
    DataPageHeaderV2 data = new DataPageHeaderV2(count, 0, count, Encoding.PLAIN, 0, 0);
    data.setIs_compressed(false);
    header.setData_page_header_v2(data);
    add(header, plain(0, size / 8));
    for (int i = 0; i < count; i++) {
      values.add((long) i);
    }
  }

  private void addPlain(int count, Statistics statistics) throws IOException {
    byte[] body = plain(values.size(), count);
    PageHeader header = header(PageType.DATA_PAGE, body.length);
    DataPageHeader data = new DataPageHeader(count, Encoding.PLAIN, Encoding.RLE, Encoding.RLE);
    data.setStatistics(statistics);
    header.setData_page_header(data);
    add(header, body);
    for (int i = 0; i < count; i++) {
      values.add((long) values.size());
    }
  }

  private ChunkScan scan(ChunkWindow.Source source) {
    open.open(buffers.window(), source, 0, chunk.size());
    ColumnMetaData stated = new ColumnMetaData();
    stated.setNum_values(values.size());
    stated.setCodec(CompressionCodec.UNCOMPRESSED);
    stated.setTotal_uncompressed_size(chunk.size());
    return new ChunkScan(
        buffers,
        column,
        stated,
        values.size(),
        new PageDecompressor(),
        ColumnTotals.of(column),
        false,
        unused -> {});
  }

  private ChunkScan scan() {
    byte[] bytes = chunk.toByteArray();
    return scan(
        (position, into, offset, size) -> {
          readings.add(size);
          System.arraycopy(bytes, (int) position, into, offset, size);
        });
  }

  private static List<Long> read(ChunkScan scan) throws IOException {
    List<Long> found = new ArrayList<>();
    while (scan.next()) {
      for (int i = 0; i < scan.page().count(); i++) {
        found.add(scan.page().values().numbers()[i]);
      }
    }
    assertThat(scan.next()).isFalse();
    return found;
  }

  @Test
  void readsChunksThatAreLongerThanItsWindow() throws IOException {
    for (int i = 0; i < 9; i++) {
      addPlain(100_001, null);
    }
    addPlain(1_000_000, null);
    addPlain(3, null);
    assertThat(read(scan())).isEqualTo(values);
    assertThat(readings).hasSizeGreaterThan(8).first().isEqualTo(1 << 20);
  }

  @Test
  void readsAChunkWholeBesideOthers() throws IOException {
    for (int i = 0; i < 9; i++) {
      addPlain(100_000, null);
    }
    open = ChunkWindow::openWhole;
    assertThat(read(scan())).isEqualTo(values);
    assertThat(readings).containsExactly(chunk.size());
  }

  @Test
  void readsPagesWithLongHeaders() throws IOException {
    Statistics statistics = new Statistics();
    statistics.setMin_value(new byte[40_000]);
    statistics.setMax_value(new byte[40_000]);
    addPlain(5, statistics);
    addPlain(5, null);
    addPlain(5, statistics);
    assertThat(read(scan())).isEqualTo(values);
  }

  @Test
  void tellsFailuresOfTheStorageFromDamage() throws IOException {
    addPlain(5, null);
    ChunkScan scan =
        scan(
            (position, into, offset, size) -> {
              throw new IOException("the connection is gone");
            });
    assertThatThrownBy(scan::next)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the connection is gone");
  }

  @Test
  void refusesHeadersThatAreNone() {
    chunk.writeBytes(new byte[5000]);
    assertThatThrownBy(scan()::next)
        .isInstanceOf(DamagedFileException.class)
        .hasMessageStartingWith("column n: a page is damaged");
  }

  @Test
  void refusesIndicesBeyondTheDictionary() throws IOException {
    byte[] entries = plain(7, 3);
    PageHeader dictionary = header(PageType.DICTIONARY_PAGE, entries.length);
    dictionary.setDictionary_page_header(new DictionaryPageHeader(3, Encoding.PLAIN));
    add(dictionary, entries);
    addIndices(0, 1, 2);
    addIndices(3, 1, 2);
    ChunkScan scan = scan();
    assertThat(scan.next()).isTrue();
    assertThatThrownBy(scan::next)
        .hasMessage("column n: a page refers to values beyond the 3 of the dictionary");
  }

  /** Eight values of two bits each, of which the first three are given. */
  private void addIndices(int first, int second, int third) throws IOException {
    byte[] body = {2, 3, (byte) (first | second << 2 | third << 4), 0};
    PageHeader header = header(PageType.DATA_PAGE, body.length);
    header.setData_page_header(
        new DataPageHeader(8, Encoding.RLE_DICTIONARY, Encoding.RLE, Encoding.RLE));
    add(header, body);
    for (int i = 0; i < 8; i++) {
      values.add(0L);
    }
  }

  @Test
  void refusesPagesThatAreLongerThanTheirBytes() throws IOException {
    addPlain(1000, null);
    assertThat(read(scan())).isEqualTo(values);
    chunk.reset();
    values.clear();
    addV2(16, 16, 2);
    assertThat(read(scan())).isEqualTo(values);
    chunk.reset();
    values.clear();
    // The array still holds the bytes of the chunk before.
    addV2(8, 16, 2);
    assertThatThrownBy(scan()::next)
        .hasMessage("column n: a page of 8 bytes, not compressed, is said to have 16");
  }

  @Test
  void refusesADictionaryBehindValues() throws IOException {
    addPlain(5, null);
    byte[] entries = plain(7, 3);
    PageHeader dictionary = header(PageType.DICTIONARY_PAGE, entries.length);
    dictionary.setDictionary_page_header(new DictionaryPageHeader(3, Encoding.PLAIN));
    add(dictionary, entries);
    ChunkScan scan = scan();
    assertThat(scan.next()).isTrue();
    assertThatThrownBy(scan::next).hasMessage("column n: a dictionary follows values");
  }

  @Test
  void refusesMoreValuesThanTheChunkHas() throws IOException {
    addPlain(5, null);
    addPlain(5, null);
    values.remove(9);
    ChunkScan scan = scan();
    assertThat(scan.next()).isTrue();
    assertThatThrownBy(scan::next).hasMessage("column n: a page of 5 values after 5 of 9");
  }

  @Test
  void refusesLevelsBeyondThoseOfTheColumn() throws IOException {
    column =
        MessageTypeParser.parseMessageType("message row { optional int64 n; }").getColumns().get(0);
    addNulls(0);
    assertThat(read(scan())).isEmpty();
    chunk.reset();
    values.clear();
    addNulls(2);
    assertThatThrownBy(scan()::next).hasMessage("column n: a level is beyond those of its column");
  }

  /** Four values of one definition level, in a run, and no bytes of values. */
  private void addNulls(int level) throws IOException {
    byte[] body = {2, 0, 0, 0, 8, (byte) level};
    PageHeader header = header(PageType.DATA_PAGE, body.length);
    header.setData_page_header(new DataPageHeader(4, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    add(header, body);
    for (int i = 0; i < 4; i++) {
      values.add(0L);
    }
  }

  @Test
  void refusesRepetitionsBeyondThoseOfTheColumn() throws IOException {
    column =
        MessageTypeParser.parseMessageType("message row { repeated int64 n; }").getColumns().get(0);
    byte[] body = {2, 0, 0, 0, 8, 2, 2, 0, 0, 0, 8, 0};
    PageHeader header = header(PageType.DATA_PAGE, body.length);
    header.setData_page_header(new DataPageHeader(4, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    add(header, body);
    values.addAll(List.of(0L, 0L, 0L, 0L));
    assertThatThrownBy(scan()::next).hasMessage("column n: a level is beyond those of its column");
  }

  @Test
  void refusesDictionariesOfMoreValuesThanBytes() throws IOException {
    byte[] entries = plain(7, 3);
    PageHeader dictionary = header(PageType.DICTIONARY_PAGE, entries.length);
    dictionary.setDictionary_page_header(new DictionaryPageHeader(1 << 30, Encoding.PLAIN));
    add(dictionary, entries);
    assertThatThrownBy(scan()::next)
        .hasMessage("column n: a dictionary of 1073741824 values in 24 bytes");
  }

  @Test
  void keepsNoVeryLongArrays() throws IOException {
    addPlain(2_500_000, null);
    ScanBuffers pool = new ScanBuffers();
    assertThat(read(scan())).isEqualTo(values);
    assertThat(buffers.window().bytes()).hasSizeGreaterThan(ChunkBuffers.LONGEST_KEPT);
    pool.giveBack(buffers);
    assertThat(pool.take()).isSameAs(buffers);
    assertThat(buffers.window().bytes()).isEmpty();
    assertThat(buffers.page().values().bytes()).isEmpty();
  }
}
