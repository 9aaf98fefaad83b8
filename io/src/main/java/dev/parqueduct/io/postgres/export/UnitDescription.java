package dev.parqueduct.io.postgres.export;

import dev.parqueduct.io.export.CompleteFile.KeySpan;
import dev.parqueduct.io.export.FileDescription;
import dev.parqueduct.io.ledger.ColumnEntry;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.parquet.ColumnSummary;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/** Gathers what the ledger and the names tell of a file's rows. */
final class UnitDescription implements FileDescription {
  private final Optional<RowKey> last;
  private final RowFingerprint fingerprint;
  private String first = "";

  private UnitDescription(Optional<RowKey> last, RowFingerprint fingerprint) {
    this.last = last;
    this.fingerprint = fingerprint;
  }

  static UnitDescription of(PgUnit unit, RowFingerprint fingerprint) {
    return new UnitDescription(
        unit.isOrdered() ? Optional.of(RowKey.of(unit)) : Optional.empty(), fingerprint);
  }

  /** Takes note of a row that is written. */
  void add(CopyTuples row) {
    fingerprint.add(row);
    if (last.isPresent()) {
      last.get().read(row);
      if (first.isEmpty()) {
        first = last.get().name();
      }
    }
  }

  @Override
  public Optional<KeySpan> keys() {
    return last.map(key -> new KeySpan(first, key.name()));
  }

  @Override
  public FileEntry describe(FileEntry file, Summary summary) {
    first = "";
    return file.withColumns(columns(summary)).withFingerprints(fingerprint.take());
  }

  static List<ColumnEntry> columns(Summary summary) {
    return summary.columns().stream().map(UnitDescription::column).toList();
  }

  private static ColumnEntry column(ColumnSummary column) {
    return new ColumnEntry(column.path(), column.nulls(), hex(column.min()), hex(column.max()));
  }

  private static String hex(Optional<Binary> value) {
    return value.map(bytes -> HexFormat.of().formatHex(bytes.getBytes())).orElse(null);
  }
}
