package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the comparison of a chunk has found.
 *
 * @param chunk its id
 * @param sourceRows events that there should be
 * @param eventRows events that there are, without those of rows that were refused
 * @param sourceChecksum sum of the hashes of the former, modulo 2^64
 * @param eventChecksum of the latter
 * @param refused rows that the server had refused to take, which are no events
 * @param rowsRead observations of the chunk when it was backfilled, those that became no event
 *     included
 * @param columns that differ
 * @param differences some of the rows that differ
 * @param rows of both sides, side by side: a sample, or some that differ
 */
public record ChunkVerdict(
    String chunk,
    long sourceRows,
    long eventRows,
    String sourceChecksum,
    String eventChecksum,
    long refused,
    long rowsRead,
    List<String> columns,
    List<RowDifference> differences,
    List<RowPair> rows)
    implements Serializable {
  public ChunkVerdict {
    requireNonNull(chunk, "chunk");
    requireNonNull(sourceChecksum, "sourceChecksum");
    requireNonNull(eventChecksum, "eventChecksum");
    columns = new ArrayList<>(columns);
    differences = new ArrayList<>(differences);
    rows = new ArrayList<>(rows);
  }

  public boolean isEqual() {
    return differences.isEmpty()
        && sourceRows == eventRows
        && sourceChecksum.equals(eventChecksum)
        && columns.isEmpty();
  }

  /** Counts and checksums of both sides. */
  Map<String, Object> sums() {
    Map<String, Object> sums = new LinkedHashMap<>();
    sums.put("chunk", chunk);
    sums.put("sourceRows", sourceRows);
    sums.put("eventRows", eventRows);
    sums.put("sourceChecksum", sourceChecksum);
    sums.put("eventChecksum", eventChecksum);
    sums.put("refused", refused);
    return sums;
  }

  /** What may be the reason, where the numbers tell. */
  String hint() {
    long rows = sourceRows + refused;
    return rows > rowsRead
        ? String.format(
            Locale.ROOT,
            ". The source has more observations now than the %,d of the run that backfilled it",
            rowsRead)
        : "";
  }

  /** The differences in a line. */
  public String line() {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "chunk %s: %,d events by the source, %,d in the table",
                chunk,
                sourceRows,
                eventRows));
    if (!columns.isEmpty()) {
      line.append("; columns that differ: ").append(String.join(", ", columns));
    }
    for (RowDifference difference : differences) {
      line.append("; ").append(difference.line());
    }
    return line.toString();
  }
}
