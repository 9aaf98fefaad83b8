package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.Optional;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.Util;

/**
 * A column chunk that is in the file. Its page indexes, which follow the last row group, wait in
 * the form in which they will be written: a fraction of the objects' size.
 *
 * @param chunk entry of the footer, without the positions of the indexes
 * @param columnIndex empty if there is none
 * @param offsetIndex where the pages are
 */
record FinishedChunk(ColumnChunk chunk, GrowableBytes columnIndex, GrowableBytes offsetIndex) {
  static FinishedChunk of(
      ColumnMetaData metadata, Optional<ColumnIndex> columnIndex, OffsetIndex offsetIndex)
      throws IOException {
    GrowableBytes columns = new GrowableBytes();
    if (columnIndex.isPresent()) {
      Util.writeColumnIndex(columnIndex.get(), columns);
    }
    GrowableBytes offsets = new GrowableBytes();
    Util.writeOffsetIndex(offsetIndex, offsets);
    // The field is deprecated but required; 0 is what current writers put there.
    ColumnChunk chunk = new ColumnChunk(0);
    chunk.setMeta_data(metadata);
    return new FinishedChunk(chunk, columns, offsets);
  }

  void writeColumnIndex(PositionedOutput out) throws IOException {
    if (columnIndex.size() > 0) {
      chunk.setColumn_index_offset(out.position());
      chunk.setColumn_index_length(columnIndex.size());
      out.write(columnIndex.array(), 0, columnIndex.size());
    }
  }

  void writeOffsetIndex(PositionedOutput out) throws IOException {
    chunk.setOffset_index_offset(out.position());
    chunk.setOffset_index_length(offsetIndex.size());
    out.write(offsetIndex.array(), 0, offsetIndex.size());
  }
}
