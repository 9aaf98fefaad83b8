package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What validation has to say of a table.
 *
 * @param table its name
 * @param files its files
 * @param failed those that failed or were not looked at
 * @param rows of all files that could be read
 * @param bytes of all files
 * @param safeToDrop whether the database holds nothing of the table that the files do not
 * @param verdict one line
 * @param source what was compared with the database, empty if nothing was
 */
public record TableVerdict(
    @JsonProperty("table") String table,
    @JsonProperty("files") int files,
    @JsonProperty("failed") int failed,
    @JsonProperty("rows") long rows,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("safeToDrop") boolean safeToDrop,
    @JsonProperty("verdict") String verdict,
    @JsonProperty("source") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SourceVerdict> source)
    implements Serializable {
  public TableVerdict {
    requireNonNull(table, "table");
    requireNonNull(verdict, "verdict");
    source = source == null ? new ArrayList<>() : new ArrayList<>(source);
  }

  /** Judges each table by its files, if it has any, and by what was found in the database. */
  static List<TableVerdict> of(
      List<FileVerdict> files, List<EmptyTable> empty, List<SourceVerdict> sources) {
    Map<String, List<FileVerdict>> byTable = new TreeMap<>();
    empty.forEach(table -> byTable.put(table.table(), new ArrayList<>()));
    files.forEach(
        file -> byTable.computeIfAbsent(file.table(), unused -> new ArrayList<>()).add(file));
    List<TableVerdict> verdicts = new ArrayList<>();
    byTable.forEach(
        (table, filesOfTable) ->
            verdicts.add(
                of(
                    table,
                    filesOfTable,
                    sources.stream().filter(source -> source.table().equals(table)).toList())));
    return verdicts;
  }

  private static TableVerdict of(
      String table, List<FileVerdict> files, List<SourceVerdict> sources) {
    int failed =
        (int) files.stream().filter(file -> file.status() != FileVerdict.Status.PASS).count();
    long rows = files.stream().mapToLong(file -> Math.max(file.rows(), 0)).sum();
    String why = why(files.size(), failed, sources);
    boolean safe = why.isEmpty();
    return new TableVerdict(
        table,
        files.size(),
        failed,
        rows,
        files.stream().mapToLong(FileVerdict::bytes).sum(),
        safe,
        safe
            ? String.format(
                "safe to drop: %s (%d rows in %d files, %s)",
                table, rows, files.size(), sources.get(0).evidence())
            : String.format("NOT safe to drop: %s: %s", table, why),
        sources);
  }

  /** Why a table must stay; empty if it need not. */
  private static String why(int files, int failed, List<SourceVerdict> sources) {
    if (failed > 0) {
      return failed + " of " + files + " files did not pass";
    }
    if (sources.isEmpty()) {
      return files == 0
          ? "it was exported without a row, and was not compared with the database (--against)"
          : "its files are whole, and were not compared with the database (--against)";
    }
    return sources.stream()
        .map(source -> source.equal() ? source.keep() : source.evidence())
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }
}
