package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What validation has to say of a file.
 *
 * @param path of the file
 * @param table that its rows are of
 * @param rows of the file, -1 if it could not be read so far
 * @param bytes of the file
 * @param status whether it passed
 * @param checks what was compared
 * @param problems what is wrong, one line each
 * @param firstKey least key of its rows, null if it was not looked for
 * @param lastKey greatest key of its rows, likewise
 * @param unit of the ledger that wrote it; empty if that is not known
 * @param scope within which key ranges must not overlap: the table, or the unit where units are
 *     blocks of the table
 * @param root the output folder that it lies in, if there is a ledger; else empty
 * @param fingerprint of its rows, null if they were not fingerprinted
 */
public record FileVerdict(
    @JsonProperty("path") String path,
    @JsonProperty("table") String table,
    @JsonProperty("rows") long rows,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("status") Status status,
    @JsonProperty("checks") List<String> checks,
    @JsonProperty("problems") List<String> problems,
    @JsonIgnore RowKey firstKey,
    @JsonIgnore RowKey lastKey,
    @JsonProperty("unit") @JsonInclude(JsonInclude.Include.NON_EMPTY) String unit,
    @JsonIgnore String scope,
    @JsonIgnore String root,
    @JsonProperty("fingerprint") @JsonInclude(JsonInclude.Include.NON_NULL) Fingerprint fingerprint)
    implements Serializable {
  /** How validation of a file ended. */
  public enum Status {
    PASS,
    FAIL,
    /** It was not looked at, because another one failed. */
    SKIP
  }

  public FileVerdict {
    requireNonNull(path, "path");
    requireNonNull(table, "table");
    requireNonNull(status, "status");
    checks = new ArrayList<>(checks);
    problems = new ArrayList<>(problems);
    unit = unit == null ? "" : unit;
    scope = scope == null ? table : scope;
    root = root == null ? "" : root;
  }

  /** A file that is not looked at. */
  public static FileVerdict skipped(FileTask task) {
    return new FileVerdict(
        task.path(),
        task.table(),
        -1,
        task.bytes(),
        Status.SKIP,
        List.of(),
        List.of(),
        null,
        null,
        task.unit(),
        task.table(),
        task.root(),
        null);
  }

  /** A file that should be there and is not. */
  static FileVerdict missing(String path, String table, String unit, String problem) {
    return new FileVerdict(
        path,
        table,
        -1,
        0,
        Status.FAIL,
        List.of(),
        List.of(problem),
        null,
        null,
        unit,
        table,
        "",
        null);
  }

  /** The same with one more problem. */
  FileVerdict failing(String problem) {
    List<String> more = new ArrayList<>(problems);
    more.add(problem);
    return new FileVerdict(
        path,
        table,
        rows,
        bytes,
        Status.FAIL,
        checks,
        more,
        firstKey,
        lastKey,
        unit,
        scope,
        root,
        fingerprint);
  }

  /** The keys that it reaches over, if they were looked for. */
  public Optional<RowKey> first() {
    return Optional.ofNullable(firstKey);
  }

  Optional<RowKey> last() {
    return Optional.ofNullable(lastKey);
  }
}
