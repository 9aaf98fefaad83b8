package dev.parqueduct.io.validate;

import dev.parqueduct.io.ledger.ColumnEntry;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.parquet.ColumnSummary;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
   * The sums over the rows.
   *
   * @param found null if the file has none
   */
  void compareFingerprint(Fingerprint found) {
    if (entry.fingerprints().isEmpty()) {
      return;
    }
    Map<String, String> now = new TreeMap<>();
    for (int i = 0; found != null && i < found.sums().size(); i++) {
      now.put(found.scheme().key(i), found.sums().get(i));
    }
    entry
        .fingerprints()
        .forEach(
            (key, sum) -> {
              if (!sum.equals(now.get(key))) {
                problems.add(
                    "fingerprint "
                        + key
                        + ": the ledger says "
                        + sum
                        + ", the file has "
                        + now.getOrDefault(key, "none"));
              }
            });
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
