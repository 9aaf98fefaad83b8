package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.PgColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.InputFile;

/** The hashes of the single rows of an exported file, as the server would compute them. */
public final class FileRowHashes {
  /** Takes the hashes of a row group. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param hashes one a row, in the scheme's first sum
     */
    void accept(int rowGroup, long[] hashes) throws IOException;
  }

  private FileRowHashes() {}

  /** Reads all columns. */
  public static void read(InputFile file, HashScheme scheme, Sink sink) throws IOException {
    try (FileScan scan = FileScan.open(file)) {
      List<PgColumn> columns = ParquetFingerprint.columns(scan);
      read(scan, FileColumns.of(columns, scan.schema(), scheme), scheme, sink);
    }
  }

  /** Reads one column, as if the table had no other. */
  public static void readColumn(InputFile file, int column, HashScheme scheme, Sink sink)
      throws IOException {
    try (FileScan scan = FileScan.open(file)) {
      List<PgColumn> columns = ParquetFingerprint.columns(scan);
      List<FileColumn> all = FileColumns.of(columns, scan.schema(), scheme);
      read(scan, all.subList(column, column + 1), scheme, sink);
    }
  }

  private static void read(FileScan scan, List<FileColumn> columns, HashScheme scheme, Sink sink)
      throws IOException {
    RowHashes rows = new RowHashes();
    for (int group = 0; group < scan.rowGroups(); group++) {
      read(scan, group, columns, scheme, rows);
      sink.accept(group, Arrays.copyOf(rows.ofSum(0), rows.rows()));
    }
  }

  /** Reads a row group, and hashes its rows. */
  static void read(
      FileScan scan, int group, List<FileColumn> columns, HashScheme scheme, RowHashes rows)
      throws IOException {
    rows.start(scheme, scan.rows(group));
    try {
      for (FileColumn column : columns) {
        column.addTo(rows, new RowGroupLeaves(scan, group));
      }
    } catch (RuntimeException e) {
      // Values that are none of the column's type.
      throw new DamagedFileException("row group " + group + ": " + e, e);
    }
    rows.finish();
  }
}
