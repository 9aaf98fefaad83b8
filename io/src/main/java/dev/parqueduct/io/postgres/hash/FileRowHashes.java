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
    for (int group = 0; group < scan.rowGroups(); group++) {
      sink.accept(group, of(scan, group, columns, scheme)[0]);
    }
  }

  /** The hashes of a row group's rows, by sum and row. */
  static long[][] of(FileScan scan, int group, List<FileColumn> columns, HashScheme scheme)
      throws IOException {
    long[][] rows = new long[scheme.sums()][scan.rows(group)];
    for (int sum = 0; sum < rows.length; sum++) {
      Arrays.fill(rows[sum], scheme.method().start(scheme.seed(sum)));
    }
    try {
      for (FileColumn column : columns) {
        column.addTo(rows, leaf -> scan.scan(group, leaf));
      }
    } catch (RuntimeException e) {
      // Values that are none of the column's type.
      throw new DamagedFileException("row group " + group + ": " + e, e);
    }
    for (int sum = 0; sum < rows.length; sum++) {
      long seed = scheme.seed(sum);
      for (int row = 0; row < rows[sum].length; row++) {
        rows[sum][row] = scheme.method().finish(rows[sum][row], seed);
      }
    }
    return rows;
  }
}
