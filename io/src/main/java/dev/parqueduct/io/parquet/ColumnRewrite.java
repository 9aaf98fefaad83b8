package dev.parqueduct.io.parquet;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Writes a Parquet file anew with other values in one column. Only the chunks of that column are
 * decoded and encoded; all others are copied as they are, with their indexes and bloom filters, so
 * that the cost is about that of reading the file. Row groups, schema, key-value metadata and
 * {@code created_by} stay. Checksums of the pages that are copied are verified on the way.
 *
 * <p>The column must be BYTE_ARRAY, optional and in no group. Memory: one column chunk, and what
 * the encoder of a column takes.
 */
public final class ColumnRewrite {
  private static final int PAGE_BYTES = 1 << 20;
  private static final long ROW_GROUP_BYTES = 128L << 20;

  /** More than a header of a bloom filter takes. */
  private static final int BLOOM_HEADER = 64;

  private final FileScan source;
  private final int column;
  private final ColumnDescriptor descriptor;
  private final ColumnReplacement replacement;
  private final List<CopiedIndexes> indexes = new ArrayList<>();
  private final RewrittenFile expected;

  /**
   * What follows the row groups and belongs to one chunk.
   *
   * @param chunk entry of the new footer
   */
  private record CopiedIndexes(
      ColumnChunk chunk, byte[] columnIndex, byte[] offsetIndex, byte[] bloomFilter) {}

  private ColumnRewrite(FileScan source, int column, ColumnReplacement replacement) {
    this.source = requireNonNull(source, "source");
    this.replacement = requireNonNull(replacement, "replacement");
    this.column = column;
    this.descriptor = source.schema().getColumns().get(column);
    this.expected = new RewrittenFile(column);
  }

  /** Whether a column, by its number in the order of the schema, can be given other values. */
  public static boolean isPossible(ColumnDescriptor column) {
    return column.getMaxRepetitionLevel() == 0
        && column.getMaxDefinitionLevel() == 1
        && column.getPath().length == 1
        && column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
  }

  /**
   * Writes the new file; the stream is flushed and stays open.
   *
   * @param column number of the column in the order of the schema
   * @return what the new file must hold
   * @throws DamagedFileException if the source is not as its checksums and counts say
   */
  public static RewrittenFile write(
      FileScan source, int column, ColumnReplacement replacement, OutputStream out)
      throws IOException {
    if (!isPossible(source.schema().getColumns().get(column))) {
      throw new IllegalArgumentException("column " + column + " is no optional BYTE_ARRAY");
    }
    ColumnRewrite rewrite = new ColumnRewrite(source, column, replacement);
    rewrite.writeTo(new PositionedOutput(out));
    return rewrite.expected;
  }

  private void writeTo(PositionedOutput out) throws IOException {
    out.write(FileFooter.MAGIC);
    FileMetaData footer = new FileMetaData(source.footer());
    long rowsBefore = 0;
    try (ColumnEncoder encoder = new ColumnEncoder(descriptor, codec(), limits())) {
      for (int group = 0; group < source.rowGroups(); group++) {
        RowGroup copied = footer.getRow_groups().get(group);
        rewrite(group, copied, encoder, out);
        rowsBefore += copied.getNum_rows();
      }
    }
    expected.rows(rowsBefore);
    writeIndexes(out);
    GrowableBytes bytes = new GrowableBytes();
    Util.writeFileMetaData(footer, bytes);
    bytes.writeInt(bytes.size());
    bytes.write(FileFooter.MAGIC, 0, FileFooter.MAGIC.length);
    out.write(bytes.array(), 0, bytes.size());
    out.flush();
    expected.bytes(out.position());
  }

  private Compression codec() throws DamagedFileException {
    if (source.rowGroups() == 0) {
      return Compression.ZSTD;
    }
    var codec =
        source.footer().getRow_groups().get(0).getColumns().get(column).getMeta_data().getCodec();
    return Arrays.stream(Compression.values())
        .filter(each -> each.codec() == codec)
        .findFirst()
        .orElseThrow(
            () -> new DamagedFileException("pages of codec " + codec + " are not written"));
  }

  /** As if all columns were written. */
  private ColumnLimits limits() {
    return ColumnLimits.share(ROW_GROUP_BYTES, PAGE_BYTES, source.schema().getColumns().size());
  }

  private void rewrite(int group, RowGroup copied, ColumnEncoder encoder, PositionedOutput out)
      throws IOException {
    long start = out.position();
    long compressed = 0;
    long uncompressed = 0;
    for (int i = 0; i < copied.getColumnsSize(); i++) {
      ColumnChunk chunk = copied.getColumns().get(i);
      if (i == column) {
        chunk = encode(group, encoder, out);
        copied.getColumns().set(i, chunk);
      } else {
        copy(group, i, chunk, out);
      }
      compressed += chunk.getMeta_data().getTotal_compressed_size();
      uncompressed += chunk.getMeta_data().getTotal_uncompressed_size();
    }
    if (copied.isSetFile_offset()) {
      copied.setFile_offset(start);
    }
    if (copied.isSetTotal_compressed_size()) {
      copied.setTotal_compressed_size(compressed);
    }
    copied.setTotal_byte_size(uncompressed);
    if (copied.isSetSorting_columns()
        && copied.getSorting_columns().stream().anyMatch(each -> each.getColumn_idx() == column)) {
      // Rows are no longer in an order of this column.
      copied.unsetSorting_columns();
    }
  }

  private ColumnChunk encode(int group, ColumnEncoder encoder, PositionedOutput out)
      throws IOException {
    FinishedChunk finished =
        encoder.encode(
            source.scan(group, column),
            row -> replacement.value(group, row),
            out,
            expected.values(group));
    expected.add(finished.chunk().getMeta_data(), ValueOrder.of(descriptor.getPrimitiveType()));
    indexes.add(
        new CopiedIndexes(
            finished.chunk(),
            bytes(finished.columnIndex()),
            bytes(finished.offsetIndex()),
            new byte[0]));
    return finished.chunk();
  }

  private static byte[] bytes(GrowableBytes content) {
    return Arrays.copyOf(content.array(), content.size());
  }

  private void copy(int group, int i, ColumnChunk chunk, PositionedOutput out) throws IOException {
    ColumnMetaData metadata = chunk.getMeta_data();
    long from = FooterCheck.start(metadata);
    byte[] pages = source.read(from, size(metadata));
    String name = String.join(".", metadata.getPath_in_schema());
    PageChecksums.verify(pages, name);
    expected.copied(group, i, pages);
    long shift = out.position() - from;
    out.write(pages, 0, pages.length);

    metadata.setData_page_offset(metadata.getData_page_offset() + shift);
    if (metadata.isSetDictionary_page_offset() && metadata.getDictionary_page_offset() > 0) {
      metadata.setDictionary_page_offset(metadata.getDictionary_page_offset() + shift);
    }
    if (metadata.isSetIndex_page_offset()) {
      metadata.setIndex_page_offset(metadata.getIndex_page_offset() + shift);
    }
    // Deprecated; some writers have the chunk's position there, others 0.
    chunk.setFile_offset(chunk.getFile_offset() == from ? from + shift : 0);
    indexes.add(
        new CopiedIndexes(
            chunk, columnIndex(chunk), offsetIndex(chunk, shift), bloomFilter(metadata)));
  }

  private static int size(ColumnMetaData metadata) throws DamagedFileException {
    long size = metadata.getTotal_compressed_size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new DamagedFileException("a column chunk of " + size + " bytes is not copied");
    }
    return (int) size;
  }

  private byte[] columnIndex(ColumnChunk chunk) throws IOException {
    return chunk.isSetColumn_index_offset()
        ? source.read(chunk.getColumn_index_offset(), chunk.getColumn_index_length())
        : new byte[0];
  }

  /** The pages are all as far from where they were as the first. */
  private byte[] offsetIndex(ColumnChunk chunk, long shift) throws IOException {
    if (!chunk.isSetOffset_index_offset()) {
      return new byte[0];
    }
    byte[] bytes = source.read(chunk.getOffset_index_offset(), chunk.getOffset_index_length());
    OffsetIndex index = Util.readOffsetIndex(new ByteArrayInputStream(bytes));
    for (PageLocation page : index.getPage_locations()) {
      page.setOffset(page.getOffset() + shift);
    }
    GrowableBytes shifted = new GrowableBytes();
    Util.writeOffsetIndex(index, shifted);
    return bytes(shifted);
  }

  private byte[] bloomFilter(ColumnMetaData metadata) throws IOException {
    if (!metadata.isSetBloom_filter_offset()) {
      return new byte[0];
    }
    long at = metadata.getBloom_filter_offset();
    if (metadata.isSetBloom_filter_length()) {
      return source.read(at, metadata.getBloom_filter_length());
    }
    // Older writers do not say how long it is.
    int window = (int) Math.min(BLOOM_HEADER, source.summary().bytes() - at);
    ByteArrayInputStream in = new ByteArrayInputStream(source.read(at, window));
    BloomFilterHeader header = Util.readBloomFilterHeader(in);
    return source.read(at, window - in.available() + header.getNumBytes());
  }

  private void writeIndexes(PositionedOutput out) throws IOException {
    for (CopiedIndexes each : indexes) {
      if (each.bloomFilter.length > 0) {
        each.chunk.getMeta_data().setBloom_filter_offset(out.position());
        each.chunk.getMeta_data().setBloom_filter_length(each.bloomFilter.length);
        out.write(each.bloomFilter, 0, each.bloomFilter.length);
      }
    }
    for (CopiedIndexes each : indexes) {
      if (each.columnIndex.length > 0) {
        each.chunk.setColumn_index_offset(out.position());
        each.chunk.setColumn_index_length(each.columnIndex.length);
        out.write(each.columnIndex, 0, each.columnIndex.length);
      }
    }
    for (CopiedIndexes each : indexes) {
      if (each.offsetIndex.length > 0) {
        each.chunk.setOffset_index_offset(out.position());
        each.chunk.setOffset_index_length(each.offsetIndex.length);
        out.write(each.offsetIndex, 0, each.offsetIndex.length);
      }
    }
  }
}
