package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.tidb.RecordKey;
import dev.parqueduct.io.tikv.MvccCursor;
import dev.parqueduct.io.tikv.TikvDataException;
import dev.parqueduct.io.tikv.TikvKeys;
import dev.parqueduct.io.tikv.VersionCursor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys that a scan has in a segment. Its files are opened when the first key is asked for, and
 * closed after the last one, when they were read to their ends and found to be those that were
 * backed up.
 */
final class ScanRows implements VersionCursor {
  private final BackupScan scan;
  private final KeyRange segment;
  private final UnitSsts ssts;
  private final String path;
  private final boolean mayBeSuperseded;
  private final Map<String, Long> counters = new TreeMap<>();
  private MvccCursor rows;
  private long superseded;
  private boolean finished;
  private boolean closed;

  /**
   * @param path of the leading file, for messages
   */
  ScanRows(BackupScan scan, KeyRange segment, UnitSsts ssts, String path) {
    this.scan = requireNonNull(scan, "scan");
    this.segment = requireNonNull(segment, "segment");
    this.ssts = requireNonNull(ssts, "ssts");
    this.path = requireNonNull(path, "path");
    this.mayBeSuperseded = !scan.leading().tableMetas().isEmpty();
  }

  /** No key is smaller. */
  byte[] from() {
    return scan.range().intersect(segment).start();
  }

  @Override
  public boolean next() throws IOException {
    if (rows == null) {
      rows =
          new MvccCursor(
              ssts.open(scan, ColumnFamily.WRITE)
                  .orElseThrow(() -> new IllegalStateException(path + " is no write file")),
              ssts.open(scan, ColumnFamily.DEFAULT),
              path,
              scan.leading().endVersion());
    }
    try {
      while (rows.next()) {
        if (counts()) {
          return true;
        }
      }
    } catch (TikvDataException e) {
      verifyDigests();
      throw e;
    }
    finish();
    return false;
  }

  private boolean counts() throws TikvDataException {
    byte[] key = rows.rawKey();
    int length = rows.rawKeyLength();
    if (!segment.contains(key, length)) {
      // The unit of another segment has it, unless the plan was made by a range that is wrong.
      if (!scan.range().contains(key, length)) {
        throw new TikvDataException(
            path
                + " holds the key "
                + TikvKeys.hex(key, length)
                + ", which is not in the range that the backupmeta gives it. The backup is damaged;"
                + " use another one.");
      }
      return false;
    }
    if (mayBeSuperseded
        && RecordKey.isRecord(key, length)
        && !scan.holds(RecordKey.physicalId(key, length))) {
      superseded++;
      return false;
    }
    return true;
  }

  private void finish() throws IOException {
    finished = true;
    ssts.verifyDigests();
    counters.putAll(rows.counts().byName());
    if (superseded > 0) {
      counters.put("row_superseded", superseded);
    }
    BackupUnitExport.verifySums(scan.files(), rows, counters);
    close();
  }

  /** Compares what was opened with the backupmeta's digests, before another failure is told. */
  void verifyDigests() throws IOException {
    if (!finished) {
      finished = true;
      ssts.verifyDigests();
    }
  }

  /** What was met in the files, when they were read to their ends. */
  Map<String, Long> counters() {
    return counters;
  }

  /** Rows that do not count, as a later scan of the same backup has their table. */
  long superseded() {
    return superseded;
  }

  long downloadNanos() {
    return ssts.downloadNanos();
  }

  long downloadBytes() {
    return ssts.downloadBytes();
  }

  @Override
  public byte[] rawKey() {
    return rows.rawKey();
  }

  @Override
  public int rawKeyLength() {
    return rows.rawKeyLength();
  }

  @Override
  public Kind kind() {
    return rows.kind();
  }

  @Override
  public long commitTs() {
    return rows.commitTs();
  }

  @Override
  public byte[] value() {
    return rows.value();
  }

  @Override
  public int valueOffset() {
    return rows.valueOffset();
  }

  @Override
  public int valueLength() {
    return rows.valueLength();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      ssts.close();
    }
  }
}
