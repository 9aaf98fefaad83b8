package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.parquet.format.ColumnMetaData;

/** What a file that was written anew must hold, to be compared with what can be read of it. */
public final class RewrittenFile {
  private final int column;
  private final List<ValueSum> values = new ArrayList<>();
  private final List<List<Long>> copies = new ArrayList<>();
  private ColumnTotals totals;
  private long rows;
  private long bytes;

  RewrittenFile(int column) {
    this.column = column;
  }

  ValueSum values(int group) {
    while (values.size() <= group) {
      values.add(new ValueSum());
    }
    return values.get(group);
  }

  void copied(int group, int chunk, byte[] pages) {
    while (copies.size() <= group) {
      copies.add(new ArrayList<>());
    }
    List<Long> sums = copies.get(group);
    while (sums.size() <= chunk) {
      sums.add(-1L);
    }
    sums.set(chunk, sum(pages));
  }

  private static long sum(byte[] pages) {
    CRC32C crc = new CRC32C();
    crc.update(pages, 0, pages.length);
    return crc.getValue() ^ ((long) pages.length << Integer.SIZE);
  }

  void add(ColumnMetaData chunk, ValueOrder order) {
    if (totals == null) {
      totals = new ColumnTotals(String.join(".", chunk.getPath_in_schema()), order);
    }
    totals.add(chunk);
  }

  void rows(long count) {
    rows = count;
  }

  void bytes(long count) {
    bytes = count;
  }

  public long rows() {
    return rows;
  }

  public long bytes() {
    return bytes;
  }

  /** What the new file holds of the column that has other values now. */
  public ColumnSummary column() {
    if (totals == null) {
      throw new IllegalStateException("the file has no row groups");
    }
    return totals.summary();
  }

  /**
   * Reads the new file to its last byte: it must have the rows, every other chunk byte for byte as
   * the old file has it, and in the column the values that were meant.
   *
   * @throws DamagedFileException if anything differs
   */
  public void verify(FileScan file) throws IOException {
    if (file.footer().getNum_rows() != rows || file.summary().bytes() != bytes) {
      throw new DamagedFileException(
          "the new file has "
              + file.footer().getNum_rows()
              + " rows and "
              + file.summary().bytes()
              + " bytes instead of "
              + rows
              + " and "
              + bytes);
    }
    for (int group = 0; group < file.rowGroups(); group++) {
      int columns = file.schema().getColumns().size();
      for (int i = 0; i < columns; i++) {
        verify(file, group, i);
      }
    }
  }

  private void verify(FileScan file, int group, int i) throws IOException {
    if (i == column) {
      ValueSum found = new ValueSum();
      found.addAll(file.scan(group, i));
      if (found.value() != values(group).value()) {
        throw new DamagedFileException("the new values of row group " + group + " differ");
      }
      return;
    }
    ColumnMetaData chunk =
        file.footer().getRow_groups().get(group).getColumns().get(i).getMeta_data();
    byte[] pages =
        file.read(FooterCheck.start(chunk), Math.toIntExact(chunk.getTotal_compressed_size()));
    if (sum(pages) != copies.get(group).get(i)) {
      throw new DamagedFileException(
          "row group "
              + group
              + ", column "
              + String.join(".", chunk.getPath_in_schema())
              + ": the copy differs");
    }
  }
}
