package dev.parqueduct.io.vt;

import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the kept rows of a unit to its files in the order of their sha256, and the list of their
 * keys. One bucket after the other is unpacked and sorted; as buckets are ranges of the key space,
 * that sorts the unit. Memory: the packed batches, and one bucket unpacked.
 */
public final class UnitRows {
  private static final String KEYS_FOLDER = "_ledger/keys/";

  private final ReportSchema schema;
  private final Keep keep;
  private final byte[] date;
  private final byte[] sha256 = new byte[Report.SHA256_BYTES];
  private final byte[] text = new byte[2 * Report.SHA256_BYTES];

  /**
   * @param date the unit's date, {@code YYYYMMDD}, or empty for null
   */
  public UnitRows(ReportSchema schema, Keep keep, String date) {
    this.schema = schema;
    this.keep = keep;
    this.date = date.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Writes all rows.
   *
   * @return the list of keys, empty when there are no rows
   */
  public List<FileEntry> write(Iterable<RowBatch> batches, UnitOutput output, TableLayout layout)
      throws IOException {
    Map<Integer, List<RowBatch>> byBucket = new TreeMap<>();
    for (RowBatch batch : batches) {
      byBucket.computeIfAbsent(batch.bucket(), bucket -> new ArrayList<>()).add(batch);
    }
    if (byBucket.isEmpty()) {
      return List.of();
    }
    UnitFiles files = output.table(layout);
    String keysPath = KEYS_FOLDER + output.unit() + ".keys";
    try (KeyFile.Writer keys =
        new KeyFile.Writer(
            output.store(),
            output.ledger().path(""),
            keysPath,
            output.ledger().pendingFolder(output.unit()),
            keep)) {
      for (List<RowBatch> bucket : byBucket.values()) {
        SortedRows rows = SortedRows.of(bucket);
        for (int i = 0; i < rows.size(); i++) {
          write(rows, i, files);
          keys.add(rows.key(i, 0), rows.key(i, 1), rows.scanMillis(i));
        }
      }
      return List.of(keys.finish());
    }
  }

  private void write(SortedRows rows, int i, UnitFiles files) throws IOException {
    RowWriter row = files.row();
    for (int quarter = 0; quarter < RowBatch.KEY_LONGS; quarter++) {
      RowCodec.putKeyPart(sha256, quarter, rows.key(i, quarter));
    }
    setHex(row, ReportSchema.SHA256, sha256, 0, Report.SHA256_BYTES);
    byte[] bytes = rows.payload();
    int at = rows.payloadOffset(i);
    int flags = bytes[at++];
    if ((flags & RowCodec.HAS_SHA1) != 0) {
      setHex(row, ReportSchema.SHA1, bytes, at, Report.SHA1_BYTES);
      at += Report.SHA1_BYTES;
    } else {
      row.setNull(ReportSchema.SHA1);
    }
    if ((flags & RowCodec.HAS_MD5) != 0) {
      setHex(row, ReportSchema.MD5, bytes, at, Report.MD5_BYTES);
      at += Report.MD5_BYTES;
    } else {
      row.setNull(ReportSchema.MD5);
    }
    if ((flags & RowCodec.HAS_POSITIVES) != 0) {
      row.setInt(ReportSchema.POSITIVES, RowCodec.readInt(bytes, at));
      at += Integer.BYTES;
    } else {
      row.setNull(ReportSchema.POSITIVES);
    }
    if ((flags & RowCodec.HAS_TOTAL) != 0) {
      row.setInt(ReportSchema.TOTAL, RowCodec.readInt(bytes, at));
      at += Integer.BYTES;
    } else {
      row.setNull(ReportSchema.TOTAL);
    }
    setScanDate(row, rows.scanMillis(i));
    if ((flags & RowCodec.HAS_NAMES) != 0) {
      int length = RowCodec.readInt(bytes, at);
      row.setBinary(ReportSchema.DETECTION_NAMES, bytes, at + Integer.BYTES, length);
    } else {
      row.setNull(ReportSchema.DETECTION_NAMES);
    }
    String classification = rows.classification(i);
    if (classification == null) {
      row.setNull(ReportSchema.CLASSIFICATION);
    } else {
      byte[] word = classification.getBytes(StandardCharsets.UTF_8);
      row.setBinary(ReportSchema.CLASSIFICATION, word, 0, word.length);
    }
    if (date.length > 0) {
      row.setBinary(ReportSchema.DATE, date, 0, date.length);
    } else {
      row.setNull(ReportSchema.DATE);
    }
    files.endRow();
  }

  private void setHex(RowWriter row, int column, byte[] bytes, int offset, int count) {
    Hex.encode(bytes, offset, count, text);
    row.setBinary(column, text, 0, 2 * count);
  }

  private void setScanDate(RowWriter row, long millis) {
    if (millis == Report.NO_DATE) {
      row.setNull(ReportSchema.SCAN_DATE);
    } else if (schema == ReportSchema.TIMESTAMP) {
      row.setLong(ReportSchema.SCAN_DATE, millis);
    } else {
      byte[] formatted = ScanDate.format(millis).getBytes(StandardCharsets.US_ASCII);
      row.setBinary(ReportSchema.SCAN_DATE, formatted, 0, formatted.length);
    }
  }
}
