package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.ContentSum;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares all entries of each table with the sum that the backup states for it, which finds SSTs
 * that the backupmeta fails to list. Entries of files that were not read count as the backup states
 * them.
 *
 * @param request of the export
 */
public record TableCheck(BackupRequest request) implements RunCheck {
  /** What came of comparing a table. */
  public enum Verdict {
    EQUAL,
    DIFFERENT,
    /** The backup was made without checksums, or is incremental. */
    NOT_STATED,
    /** A file that was not read has entries of several tables and one sum for all of them. */
    NOT_COMPARABLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the report says of a table. */
  record TableReport(
      String table, String folder, long rows, long files, long bytes, long entries, String sum) {}

  public TableCheck {
    requireNonNull(request, "request");
  }

  @Override
  public Findings check(ObjectStore store, List<UnitEntry> units) throws IOException {
    return check(request.plan(store), units);
  }

  Findings check(BackupRequest.TableWork work, List<UnitEntry> units) {
    Map<String, ContentSum> found = new HashMap<>();
    Map<String, List<FileEntry>> files = new HashMap<>();
    for (UnitEntry unit : units) {
      unit.sums().forEach((id, sum) -> found.merge(id, sum, ContentSum::plus));
      for (FileEntry file : unit.files()) {
        files.computeIfAbsent(folder(file), f -> new ArrayList<>()).add(file);
      }
    }
    List<TableReport> reports = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Long> counters = new TreeMap<>();
    for (ExportTable table : work.tables().tables()) {
      ContentSum sum = sum(table, found, work.files().skippedSums());
      Verdict verdict = compare(table, sum, work.files().skippedSums());
      counters.merge("table_sum_" + verdict.label(), 1L, Long::sum);
      if (verdict == Verdict.DIFFERENT) {
        problems.add(problem(table, sum));
      }
      String folder = request.export().prefix() + table.folder();
      reports.add(report(table, folder, files.getOrDefault(folder, List.of()), sum, verdict));
    }
    return new Findings(String.join(" ", problems), counters, Map.of("tables", reports));
  }

  private static String folder(FileEntry file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }

  private static ContentSum sum(
      ExportTable table, Map<String, ContentSum> found, SkippedSums skipped) {
    ContentSum total = ContentSum.of(0, 0, 0);
    for (long id : table.entryIds()) {
      total = total.plus(found.getOrDefault(Long.toString(id), ContentSum.of(0, 0, 0)));
      total = total.plus(skipped.byId().getOrDefault(id, ContentSum.of(0, 0, 0)));
    }
    return total;
  }

  private static Verdict compare(ExportTable table, ContentSum sum, SkippedSums skipped) {
    if (!table.expected().isStated()) {
      return Verdict.NOT_STATED;
    }
    if (table.entryIds().stream().anyMatch(skipped.untold()::contains)) {
      return Verdict.NOT_COMPARABLE;
    }
    return sum.equals(table.expected().sum()) ? Verdict.EQUAL : Verdict.DIFFERENT;
  }

  private static String problem(ExportTable table, ContentSum sum) {
    ContentSum stated = table.expected().sum();
    return String.format(
        Locale.ROOT,
        "Table %s has %,d entries of %,d bytes with the checksum %s, but the backup says %,d"
            + " entries of %,d bytes with %s: SSTs are missing from the backupmeta, or it is"
            + " damaged. Do not rely on this backup for this table.",
        table.name(),
        sum.entries(),
        sum.bytes(),
        sum.crc64Xor(),
        stated.entries(),
        stated.bytes(),
        stated.crc64Xor());
  }

  private static TableReport report(
      ExportTable table, String folder, List<FileEntry> files, ContentSum sum, Verdict verdict) {
    return new TableReport(
        table.name(),
        folder,
        files.stream().mapToLong(FileEntry::rows).sum(),
        files.size(),
        files.stream().mapToLong(FileEntry::bytes).sum(),
        sum.entries(),
        verdict.label());
  }
}
