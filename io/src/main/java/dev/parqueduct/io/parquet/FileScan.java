package dev.parqueduct.io.parquet;

import static java.util.stream.Collectors.toCollection;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/**
 * Reads a whole Parquet file, a column chunk at a time, and believes nothing: checksums of pages,
 * counts and bounds are compared with what was read. Reads what {@link RowWriter} writes, and what
 * others make of it: V1 and V2 pages in all encodings and all codecs but LZO and the old LZ4; not
 * encrypted files.
 *
 * <p>Memory: of a column chunk that is being read a megabyte, or all of it if others are read at
 * the same time, and the content of a page. Not for use by several threads.
 */
public final class FileScan implements Closeable {
  private static final int TAIL = 8;
  private static final int SLICE = 1 << 17;

  private final SeekableInputStream in;
  private final long length;
  private final FileMetaData footer;
  private long footerCrc;
  private final MessageType schema;
  private final List<ColumnDescriptor> columns;
  private final List<ColumnTotals> totals;
  private final PageDecompressor decompressor;
  private final ScanBuffers buffers;

  private FileScan(SeekableInputStream in, long length, ScanBuffers buffers) throws IOException {
    this.in = in;
    this.length = length;
    this.buffers = buffers;
    this.decompressor = new PageDecompressor();
    this.footer = readFooter();
    this.schema =
        new ParquetMetadataConverter().fromParquetMetadata(footer).getFileMetaData().getSchema();
    this.columns = schema.getColumns();
    this.totals = columns.stream().map(ColumnTotals::of).toList();
    new FooterCheck(footer, columns, length - TAIL).checkRowGroups();
  }

  /**
   * Reads the footer.
   *
   * @throws DamagedFileException if there is none, or if it contradicts itself
   */
  public static FileScan open(InputFile file) throws IOException {
    return open(file, new ScanBuffers());
  }

  /**
   * Reads the footer.
   *
   * @param buffers which the file is scanned with, as are others by the same thread
   * @throws DamagedFileException if there is none, or if it contradicts itself
   */
  public static FileScan open(InputFile file, ScanBuffers buffers) throws IOException {
    SeekableInputStream in = file.newStream();
    try {
      return new FileScan(in, file.getLength(), buffers);
    } catch (IOException e) {
      in.close();
      throw e;
    } catch (RuntimeException e) {
      in.close();
      throw new DamagedFileException("the footer is damaged: " + e, e);
    }
  }

  private FileScan(FileScan other) {
    this.in = other.in;
    this.length = other.length;
    this.buffers = other.buffers;
    this.decompressor = other.decompressor;
    this.footer = other.footer;
    this.footerCrc = other.footerCrc;
    this.schema = other.schema;
    this.columns = other.columns;
    this.totals = columns.stream().map(ColumnTotals::of).toList();
  }

  /** The same file, as if no column had been scanned; it is closed with this one. */
  public FileScan again() {
    return new FileScan(this);
  }

  private FileMetaData readFooter() throws IOException {
    if (length < FileFooter.MAGIC.length + TAIL) {
      throw new DamagedFileException("not a Parquet file: it has " + length + " bytes");
    }
    byte[] head = read(0, FileFooter.MAGIC.length);
    byte[] tail = read(length - TAIL, TAIL);
    if (!Arrays.equals(head, FileFooter.MAGIC)
        || !Arrays.equals(tail, 4, TAIL, FileFooter.MAGIC, 0, 4)) {
      throw new DamagedFileException("not a Parquet file: it does not begin and end with PAR1");
    }
    int size = (int) GrowableBytes.INT.get(tail, 0);
    if (size <= 0 || size > length - TAIL - FileFooter.MAGIC.length) {
      throw new DamagedFileException("a footer of " + size + " bytes leaves the file");
    }
    byte[] content = read(length - TAIL - size, size);
    CRC32 crc = new CRC32();
    crc.update(content);
    footerCrc = crc.getValue();
    ByteArrayInputStream bytes = new ByteArrayInputStream(content);
    FileMetaData metadata;
    try {
      metadata = Util.readFileMetaData(bytes);
    } catch (IOException e) {
      throw new DamagedFileException("the footer is damaged: " + e.getMessage(), e);
    }
    if (bytes.available() > 0) {
      throw new DamagedFileException("the footer is followed by other bytes");
    }
    return metadata;
  }

  /** Bytes of the file. */
  byte[] read(long position, int size) throws IOException {
    byte[] bytes = new byte[size];
    read(position, bytes, 0, size);
    return bytes;
  }

  /** Reads in slices, because the JDK reads through a buffer as large as what it is asked for. */
  private void read(long position, byte[] into, int offset, int size) throws IOException {
    in.seek(position);
    for (int done = 0; done < size; done += SLICE) {
      in.readFully(into, offset + done, Math.min(SLICE, size - done));
    }
  }

  public MessageType schema() {
    return schema;
  }

  /** The footer as it is in the file. */
  FileMetaData footer() {
    return footer;
  }

  /** The file's key-value metadata. */
  public Map<String, String> metadata() {
    Map<String, String> pairs = new HashMap<>();
    if (footer.isSetKey_value_metadata()) {
      for (KeyValue pair : footer.getKey_value_metadata()) {
        pairs.put(pair.getKey(), pair.getValue());
      }
    }
    return pairs;
  }

  /** CRC32 of the footer's bytes: files whose footers are equal hold the same, by all it says. */
  public long footerCrc() {
    return footerCrc;
  }

  /** The names of the codecs that column chunks are compressed with. */
  public Set<String> codecs() {
    return chunks().map(chunk -> chunk.getCodec().name()).collect(toCollection(TreeSet::new));
  }

  /** The names of the encodings that are used in column chunks. */
  public Set<String> encodings() {
    return chunks()
        .flatMap(chunk -> chunk.getEncodings().stream())
        .map(Encoding::name)
        .collect(toCollection(TreeSet::new));
  }

  private Stream<ColumnMetaData> chunks() {
    return footer.getRow_groups().stream()
        .flatMap(group -> group.getColumns().stream())
        .map(ColumnChunk::getMeta_data);
  }

  /** Bytes of a row group, before compression. */
  public long bytes(int rowGroup) {
    return footer.getRow_groups().get(rowGroup).getTotal_byte_size();
  }

  public int rowGroups() {
    return footer.getRow_groupsSize();
  }

  public int rows(int rowGroup) throws DamagedFileException {
    long rows = footer.getRow_groups().get(rowGroup).getNum_rows();
    if (rows > Integer.MAX_VALUE - 8) {
      throw new DamagedFileException("a row group of " + rows + " rows is not read");
    }
    return (int) rows;
  }

  /**
   * The least and the greatest number of a column of INT64 in a row group, as the footer has them.
   */
  public Optional<long[]> bounds(int rowGroup, int column) {
    Statistics stated = chunk(rowGroup, column).getStatistics();
    if (stated == null
        || !stated.isSetMin_value()
        || !stated.isSetMax_value()
        || stated.getMin_value().length != Long.BYTES
        || stated.getMax_value().length != Long.BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new long[] {
          (long) GrowableBytes.LONG.get(stated.getMin_value(), 0),
          (long) GrowableBytes.LONG.get(stated.getMax_value(), 0)
        });
  }

  /**
   * Begins to read a leaf column, by its number in the order of the schema, of a row group, and no
   * other until it has been read to the end. Its arrays are then used for others: pages are valid
   * until then.
   */
  public ChunkScan scan(int rowGroup, int column) {
    ColumnMetaData chunk = chunk(rowGroup, column);
    ChunkBuffers taken = buffers.take();
    taken.window().open(this::read, FooterCheck.start(chunk), chunk.getTotal_compressed_size());
    return scan(rowGroup, column, taken);
  }

  /** Begins to read a leaf column, as {@link #scan} does, of several that are read side by side. */
  public ChunkScan scanBesideOthers(int rowGroup, int column) {
    ColumnMetaData chunk = chunk(rowGroup, column);
    ChunkBuffers taken = buffers.take();
    taken
        .window()
        .openWhole(this::read, FooterCheck.start(chunk), chunk.getTotal_compressed_size());
    return scan(rowGroup, column, taken);
  }

  private ColumnMetaData chunk(int rowGroup, int column) {
    return footer.getRow_groups().get(rowGroup).getColumns().get(column).getMeta_data();
  }

  private ChunkScan scan(int rowGroup, int column, ChunkBuffers opened) {
    return new ChunkScan(
        opened,
        columns.get(column),
        chunk(rowGroup, column),
        footer.getRow_groups().get(rowGroup).getNum_rows(),
        decompressor,
        totals.get(column),
        FileFooter.CREATED_BY.equals(footer.getCreated_by()),
        buffers::giveBack);
  }

  /** What was found in the columns that have been read to their ends. */
  public Summary summary() {
    return new Summary(
        footer.getNum_rows(),
        length,
        rowGroups(),
        totals.stream().map(ColumnTotals::summary).toList());
  }

  @Override
  public void close() throws IOException {
    decompressor.close();
    in.close();
  }
}
