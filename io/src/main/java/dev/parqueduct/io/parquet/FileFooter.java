package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** Collects row groups, and writes what follows them: page indexes and the footer. */
final class FileFooter {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /**
   * The form that readers parse for known bugs of writers. The version is that of the bytes this
   * writer makes of the same rows, not the product's: a file must not change because the product
   * was built anew.
   */
  static final String CREATED_BY = "parqueduct version 1.0.0 (build 1)";

  private final MessageType schema;
  private final Map<String, String> metadata;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private final List<FinishedChunk> chunks = new ArrayList<>();

  FileFooter(MessageType schema, Map<String, String> metadata) {
    this.schema = schema;
    this.metadata = new TreeMap<>(metadata);
  }

  void addRowGroup(long position, long rows, List<FinishedChunk> columns) {
    RowGroup group = new RowGroup();
    long compressed = 0;
    long uncompressed = 0;
    for (FinishedChunk column : columns) {
      group.addToColumns(column.chunk());
      compressed += column.chunk().getMeta_data().getTotal_compressed_size();
      uncompressed += column.chunk().getMeta_data().getTotal_uncompressed_size();
    }
    group.setNum_rows(rows);
    group.setFile_offset(position);
    group.setTotal_compressed_size(compressed);
    group.setTotal_byte_size(uncompressed);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      group.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(group);
    chunks.addAll(columns);
  }

  int rowGroups() {
    return rowGroups.size();
  }

  void writeTo(PositionedOutput out, long rows) throws IOException {
    for (FinishedChunk chunk : chunks) {
      chunk.writeColumnIndex(out);
    }
    for (FinishedChunk chunk : chunks) {
      chunk.writeOffsetIndex(out);
    }
    GrowableBytes footer = new GrowableBytes();
    Util.writeFileMetaData(fileMetaData(rows), footer);
    int length = footer.size();
    footer.writeInt(length);
    footer.write(MAGIC, 0, MAGIC.length);
    out.write(footer.array(), 0, footer.size());
  }

  private FileMetaData fileMetaData(long rows) {
    // parquet-java turns the schema, its logical types and column orders into the footer's form.
    org.apache.parquet.hadoop.metadata.FileMetaData file =
        new org.apache.parquet.hadoop.metadata.FileMetaData(schema, metadata, CREATED_BY);
    FileMetaData converted =
        new ParquetMetadataConverter().toParquetMetadata(1, new ParquetMetadata(file, List.of()));
    converted.setNum_rows(rows);
    converted.setRow_groups(rowGroups);
    return converted;
  }
}
