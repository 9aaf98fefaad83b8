package dev.parqueduct.io.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;

/** Compares what a footer says of row groups with its own schema, and with the file's length. */
final class FooterCheck {
  private final FileMetaData footer;
  private final List<ColumnDescriptor> columns;
  private final long end;

  /**
   * @param end behind which no column chunk can reach
   */
  FooterCheck(FileMetaData footer, List<ColumnDescriptor> columns, long end) {
    this.footer = footer;
    this.columns = columns;
    this.end = end;
  }

  void checkRowGroups() throws DamagedFileException {
    long rows = 0;
    for (RowGroup group : footer.getRow_groups()) {
      rows += group.getNum_rows();
      if (group.getNum_rows() < 0 || group.getColumnsSize() != columns.size()) {
        throw new DamagedFileException("a row group is not as the schema says");
      }
      for (int i = 0; i < columns.size(); i++) {
        checkChunk(group, i);
      }
    }
    if (rows != footer.getNum_rows()) {
      throw new DamagedFileException(
          "row groups of " + rows + " rows where the footer says " + footer.getNum_rows());
    }
  }

  private void checkChunk(RowGroup group, int column) throws DamagedFileException {
    ColumnDescriptor descriptor = columns.get(column);
    ColumnChunk chunk = group.getColumns().get(column);
    ColumnMetaData metadata = chunk.getMeta_data();
    String name = String.join(".", descriptor.getPath());
    if (metadata == null || chunk.isSetFile_path()) {
      throw new DamagedFileException("column " + name + " is encrypted or in another file");
    }
    if (!metadata.getPath_in_schema().equals(Arrays.asList(descriptor.getPath()))
        || !metadata
            .getType()
            .name()
            .replaceFirst("^BYTE_ARRAY$", "BINARY")
            .equals(descriptor.getPrimitiveType().getPrimitiveTypeName().name())) {
      throw new DamagedFileException("column " + name + " is not as the schema says");
    }
    boolean flat = descriptor.getMaxRepetitionLevel() == 0;
    if (flat
        ? metadata.getNum_values() != group.getNum_rows()
        : metadata.getNum_values() < group.getNum_rows()) {
      throw new DamagedFileException(
          "column "
              + name
              + ": "
              + metadata.getNum_values()
              + " values in "
              + group.getNum_rows()
              + " rows");
    }
    long start = start(metadata);
    long size = metadata.getTotal_compressed_size();
    if (start < FileFooter.MAGIC.length || size < 0 || size > end - start) {
      throw new DamagedFileException("column " + name + " leaves the file");
    }
  }

  /** Where the first page of a chunk begins. */
  static long start(ColumnMetaData chunk) {
    return chunk.isSetDictionary_page_offset() && chunk.getDictionary_page_offset() > 0
        ? Math.min(chunk.getDictionary_page_offset(), chunk.getData_page_offset())
        : chunk.getData_page_offset();
  }
}
