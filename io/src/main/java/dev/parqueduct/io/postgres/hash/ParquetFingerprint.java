package dev.parqueduct.io.postgres.hash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.PgColumn;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.io.InputFile;

/**
 * Computes the fingerprint of an exported file from its content: every page is read, every value
 * brought back to the form that the server has it in.
 *
 * <p>What the file says of itself (checksums of pages, counts, minima and maxima) is verified on
 * the way; bytes that carry no value, such as page indexes and names of writers, only a checksum of
 * the whole file covers. Infinite dates and timestamps are the largest and smallest numbers of the
 * column's type. Memory: that of a {@link FileScan}, and eight bytes a row of a row group for each
 * sum, which are kept for the next file. Not for use by several threads.
 */
public final class ParquetFingerprint {
  /** Key of a file's metadata with the list of its {@link PgColumn}s, as JSON. */
  public static final String COLUMNS_KEY = "parqueduct.postgres.columns";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final RowHashes rows = new RowHashes();

  /** Reads one file; see {@link #read}. */
  public static FileFingerprint of(InputFile file, HashScheme scheme) throws IOException {
    try (FileScan scan = FileScan.open(file)) {
      return new ParquetFingerprint().read(scan, scheme);
    }
  }

  /**
   * Reads a file whose metadata tells its columns.
   *
   * @param scan of which nothing has been read
   * @throws DamagedFileException if it is not as it was written
   * @throws IllegalArgumentException if it tells no columns, or such as cannot be compared
   */
  public FileFingerprint read(FileScan scan, HashScheme scheme) throws IOException {
    List<FileColumn> columns = FileColumns.of(columns(scan), scan.schema(), scheme);
    Fingerprint total = Fingerprint.none(scheme);
    for (int group = 0; group < scan.rowGroups(); group++) {
      FileRowHashes.read(scan, group, columns, scheme, rows);
      long[] sums = new long[rows.sums()];
      Arrays.setAll(sums, rows::total);
      total = total.plus(Fingerprint.of(scheme, scan.rows(group), sums));
    }
    return new FileFingerprint(total, scan.summary());
  }

  /** The columns of the table that a file was exported from. */
  public static List<PgColumn> columns(FileScan scan) throws DamagedFileException {
    String json = scan.metadata().get(COLUMNS_KEY);
    if (json == null) {
      throw new IllegalArgumentException(
          "the file does not tell the types of its columns: it has no metadata " + COLUMNS_KEY);
    }
    try {
      return MAPPER.readValue(json, new TypeReference<List<PgColumn>>() {});
    } catch (JsonProcessingException e) {
      throw new DamagedFileException("metadata " + COLUMNS_KEY + " is damaged", e);
    }
  }
}
