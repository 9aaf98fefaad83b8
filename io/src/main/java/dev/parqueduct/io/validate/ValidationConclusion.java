package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings a validation to its end: looks at the files of each table together, and writes the file of
 * results, {@code _report.json} beside it, and the page for whoever signs off.
 *
 * @param request what was asked for
 * @param htmlReport where the page goes; empty for none
 * @param version of the program
 * @param startedAt when the run began
 * @param options of the run, without secrets
 */
public record ValidationConclusion(
    ValidationRequest request,
    String htmlReport,
    String version,
    Instant startedAt,
    Map<String, String> options)
    implements Serializable {
  private static final String FOLDER = "_validation";

  public ValidationConclusion {
    requireNonNull(request, "request");
    requireNonNull(htmlReport, "htmlReport");
    requireNonNull(version, "version");
    requireNonNull(startedAt, "startedAt");
    options = new TreeMap<>(options);
  }

  /** The file of results. */
  public String resultsPath() {
    if (!request.results().isEmpty()) {
      return request.results();
    }
    String first = request.inputs().isEmpty() ? request.filesList() : request.inputs().get(0);
    String folder = request.inputs().isEmpty() ? parent(first) : InputFiles.folder(first);
    return ObjectStore.join(folder, FOLDER + "/results.txt");
  }

  /** The report, beside the file of results. */
  public String reportPath() {
    return ObjectStore.join(parent(resultsPath()), "_report.json");
  }

  /** Judges and writes. */
  public ValidationReport conclude(
      ObjectStore store,
      List<FileVerdict> verdicts,
      List<EmptyTable> empty,
      List<SourceVerdict> sources)
      throws IOException {
    List<FileVerdict> files = Continuity.check(verdicts);
    List<TableVerdict> tables = TableVerdict.of(files, empty, sources);
    ValidationReport report =
        new ValidationReport(
            "validate-parquet",
            version,
            ValidationReport.status(files, tables),
            startedAt.toString(),
            Instant.now().toString(),
            request.level(),
            options,
            tables,
            files);
    write(store, resultsPath(), results(files));
    write(store, reportPath(), report.toJson());
    if (!htmlReport.isEmpty()) {
      write(store, htmlReport, HtmlReport.of(report).getBytes(StandardCharsets.UTF_8));
    }
    return report;
  }

  /**
   * Fails the run unless everything passed.
   *
   * @throws RunFailedException with exit code 1
   */
  public void require(ValidationReport report) {
    if (report.passed()) {
      return;
    }
    long failed = report.count(FileVerdict.Status.FAIL);
    throw RunFailedException.failed(
        failed > 0
            ? failed + " of " + report.files().size() + " files failed. See " + resultsPath() + "."
            : "The database and the files differ. See " + reportPath() + ".");
  }

  /** A run that was told to stop at a failure ends with a line that says so. */
  private static byte[] results(List<FileVerdict> files) {
    long skipped = files.stream().filter(file -> file.status() == FileVerdict.Status.SKIP).count();
    String last =
        skipped == 0
            ? ""
            : String.format(
                "INCOMPLETE|stopped at a failure: %d of %d files were checked\n",
                files.size() - skipped, files.size());
    return (ResultsJournal.lines(files) + last).getBytes(StandardCharsets.UTF_8);
  }

  /** Removes the reports of an earlier run, which say nothing of this one. */
  public void removeReports(ObjectStore store) throws IOException {
    for (String path :
        htmlReport.isEmpty() ? List.of(reportPath()) : List.of(reportPath(), htmlReport)) {
      if (store.exists(path)) {
        store.delete(path);
      }
    }
  }

  private static void write(ObjectStore store, String path, byte[] content) throws IOException {
    store.write(path, content, parent(path));
  }

  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }
}
