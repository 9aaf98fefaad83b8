package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;

/**
 * The finished pages of one column chunk: where they wait, and what the file's metadata says of
 * them.
 */
final class ChunkPages {
  private record Page(long position, int size, long firstRow) {}

  /** Bytes of a page that tell how the next ones are best compressed. */
  private static final int TELLING = 4 << 10;

  private final PageSink sink;
  private final List<Page> data = new ArrayList<>();
  private final Map<Encoding, Integer> encodings = new EnumMap<>(Encoding.class);
  private final PageIndex index;
  private Optional<Page> dictionary = Optional.empty();
  private OptionalInt variant = OptionalInt.empty();
  private boolean asTheyAre;
  private long values;
  private long compressed;
  private long uncompressed;

  ChunkPages(PageSink sink, ValueOrder order) {
    this.sink = sink;
    this.index = new PageIndex(order);
  }

  /** Adds a V1 data page that starts with row {@code firstRow} of the row group. */
  void addData(GrowableBytes body, Encoding encoding, PageCounts counts, Optional<Bounds> bounds) {
    PageHeader header = new PageHeader(PageType.DATA_PAGE, 0, 0);
    header.setData_page_header(
        new DataPageHeader(counts.values(), encoding, Encoding.RLE, Encoding.RLE));
    int how = variant.orElseGet(() -> sink.choose(body));
    if (data.isEmpty() && encoding != Encoding.RLE_DICTIONARY && body.size() >= TELLING) {
      asTheyAre = !sink.pays(body, how);
    }
    if (body.size() >= TELLING) {
      // Later pages of the chunk are much like its first one.
      variant = OptionalInt.of(how);
    }
    data.add(keep(header, body, how, counts.firstRow()));
    encodings.merge(encoding, 1, Integer::sum);
    index.add(counts, bounds);
    values += counts.values();
  }

  void addDictionary(GrowableBytes body, int entries) {
    PageHeader header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    dictionary = Optional.of(keep(header, body, sink.choose(body), 0));
  }

  private Page keep(PageHeader header, GrowableBytes body, int how, long firstRow) {
    long position = sink.store().position();
    int saved = sink.add(header, body, asTheyAre ? PageSink.AS_THEY_ARE : how);
    int size = Math.toIntExact(sink.store().position() - position);
    compressed += size;
    uncompressed += size + (long) saved;
    return new Page(position, size, firstRow);
  }

  /** Bytes the pages will take in the file. */
  long compressed() {
    return compressed;
  }

  /** Bytes the pages would take without compression. */
  long uncompressed() {
    return uncompressed;
  }

  boolean isEmpty() {
    return data.isEmpty();
  }

  /** Writes the pages, and completes {@code metadata}, which has type and path already. */
  OffsetIndex writeTo(PositionedOutput out, ColumnMetaData metadata) throws IOException {
    metadata.setCodec(asTheyAre ? CompressionCodec.UNCOMPRESSED : sink.codec());
    if (dictionary.isPresent()) {
      metadata.setDictionary_page_offset(out.position());
      copy(dictionary.get(), out);
      metadata.addToEncoding_stats(
          new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
    }
    metadata.setData_page_offset(out.position());
    List<PageLocation> locations = new ArrayList<>(data.size());
    for (Page page : data) {
      locations.add(new PageLocation(out.position(), page.size, page.firstRow));
      copy(page, out);
    }
    metadata.addToEncodings(Encoding.RLE);
    metadata.addToEncodings(Encoding.PLAIN);
    encodings.forEach(
        (encoding, pages) -> {
          if (encoding != Encoding.PLAIN) {
            metadata.addToEncodings(encoding);
          }
          metadata.addToEncoding_stats(new PageEncodingStats(PageType.DATA_PAGE, encoding, pages));
        });
    metadata.setNum_values(values);
    metadata.setTotal_compressed_size(compressed);
    metadata.setTotal_uncompressed_size(uncompressed);
    return new OffsetIndex(locations);
  }

  private void copy(Page page, PositionedOutput out) throws IOException {
    sink.store().copyTo(out, page.position, page.size);
  }

  PageIndex index() {
    return index;
  }
}
