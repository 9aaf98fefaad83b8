package dev.parqueduct.io.validate;

import dev.parqueduct.io.ledger.ColumnEntry;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.parquet.ColumnSummary;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.HashMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/** Compares what a file holds with what the ledger recorded when it was written. */
final class LedgerCheck {
  private final FileEntry entry;
  private final List<String> problems = new ArrayList<>();

  LedgerCheck(FileEntry entry) {
    this.entry = entry;
  }

  /** What differs, a line each. */
  List<String> problems() {
    return problems;
  }

  void compareBytes(long bytes) {
    compare("bytes", entry.bytes(), bytes);
  }

  void compareSum(String crc32c) {
    if (!entry.crc32c().equals(crc32c)) {
      problems.add("crc32c: the ledger says " + entry.crc32c() + ", the file has " + crc32c);
    }
  }

  /** Rows, and nulls and bounds of every column. */
  void compareContent(Summary found) {
    compare("rows", entry.rows(), found.rows());
    Map<String, ColumnSummary> columns = new HashMap<>();
    found.columns().forEach(column -> columns.put(column.path(), column));
    for (ColumnEntry recorded : entry.columns()) {
      ColumnSummary column = columns.get(recorded.column());
      if (column == null) {
        problems.add("column " + recorded.column() + " is missing");
      } else {
        compareColumn(recorded, column);
      }
    }
    if (!entry.columns().isEmpty() && entry.columns().size() != columns.size()) {
      problems.add(columns.size() + " columns where the ledger has " + entry.columns().size());
    }
  }

  /**
   * The sum over the rows.
   *
   * @param found null if the file has none
   */
  void compareFingerprint(Fingerprint found) {
    if (entry.fingerprints().isEmpty()) {
      return;
    }
    String now = found == null ? "none" : found.sums().get(0);
    String then = found == null ? null : entry.fingerprints().get(word(found.scheme().method()));
    if (!now.equals(then)) {
      problems.add(
          "fingerprint: the ledger says " + entry.fingerprints() + ", the file has " + now);
    }
  }

  /** The key of a method in the ledger. */
  static String word(HashMethod method) {
    return method.name().toLowerCase(Locale.ROOT);
  }

  private void compareColumn(ColumnEntry recorded, ColumnSummary found) {
    compare("nulls of column " + recorded.column(), recorded.nulls(), found.nulls());
    compareBound("minimum of column " + recorded.column(), recorded.min(), found.min());
    compareBound("maximum of column " + recorded.column(), recorded.max(), found.max());
  }

  private void compareBound(String what, String recorded, Optional<Binary> found) {
    String now = found.map(bound -> HexFormat.of().formatHex(bound.getBytes())).orElse(null);
    String said = recorded == null ? "none" : recorded;
    if (!said.equals(now == null ? "none" : now)) {
      problems.add(what + ": the ledger says " + said + ", the file has " + now);
    }
  }

  private void compare(String what, long recorded, long found) {
    if (recorded != found) {
      problems.add(what + ": the ledger says " + recorded + ", the file has " + found);
    }
  }
}
