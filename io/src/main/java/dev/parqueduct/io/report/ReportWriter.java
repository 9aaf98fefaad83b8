package dev.parqueduct.io.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunCheck.Findings;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code {output}/_report.json}: what the output holds, by the ledger, and how the last run
 * went.
 *
 * @param pipeline the pipeline's name
 * @param version of the program
 * @param output the output folder
 * @param options the run's options, without secrets
 * @param maxRejected rejected records that are tolerated in the output; negative for any number
 * @param startedAt when the run began
 * @param unitsBefore units that were done when it began
 * @param check what must hold beyond the balance
 */
public record ReportWriter(
    String pipeline,
    String version,
    String output,
    Map<String, String> options,
    long maxRejected,
    Instant startedAt,
    int unitsBefore,
    RunCheck check)
    implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ReportWriter {
    requireNonNull(pipeline, "pipeline");
    requireNonNull(output, "output");
    requireNonNull(startedAt, "startedAt");
    requireNonNull(check, "check");
    options = new TreeMap<>(options);
  }

  /** A report on rows that need only add up. */
  public ReportWriter(
      String pipeline,
      String version,
      String output,
      Map<String, String> options,
      long maxRejected,
      Instant startedAt,
      int unitsBefore) {
    this(pipeline, version, output, options, maxRejected, startedAt, unitsBefore, RunCheck.NONE);
  }

  /** The same report, with a check of all units together. */
  public ReportWriter checking(RunCheck newCheck) {
    return new ReportWriter(
        pipeline, version, output, options, maxRejected, startedAt, unitsBefore, newCheck);
  }

  /** The sums over units. */
  public record Totals(Balance rows, Map<String, Long> counters, long files, long bytes) {
    public static Totals of(List<UnitEntry> units) {
      Balance rows = Balance.ZERO;
      Map<String, Long> counters = new TreeMap<>();
      long files = 0;
      long bytes = 0;
      for (UnitEntry unit : units) {
        rows = rows.plus(unit.rows());
        unit.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
        files += unit.files().size();
        bytes += unit.files().stream().mapToLong(FileEntry::bytes).sum();
      }
      return new Totals(rows, counters, files, bytes);
    }
  }

  /**
   * Writes the report on what the ledger holds.
   *
   * @return what the check has found
   * @throws RunFailedException with exit code 3, after writing it, when the totals do not add up,
   *     too many records were rejected, or the check has found a problem
   */
  public Findings write(ObjectStore store) throws IOException {
    return write(store, Ledger.of(output, store).doneUnits());
  }

  /**
   * Writes the report on these units, which need not be in the ledger.
   *
   * @return what the check has found
   * @throws RunFailedException as {@link #write(ObjectStore)} does
   */
  public Findings write(ObjectStore store, List<UnitEntry> units) throws IOException {
    Ledger ledger = Ledger.of(output, store);
    Findings findings = findings(store, units);
    byte[] json =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(toJson(units, findings))
            .getBytes(StandardCharsets.UTF_8);
    store.write(ledger.path("_report.json"), json, ledger.pendingFolder("report"));
    failOn(findings);
    return findings;
  }

  /**
   * Checks units without writing a report.
   *
   * @throws RunFailedException as {@link #write(ObjectStore)} does
   */
  public void verify(ObjectStore store, List<UnitEntry> units) throws IOException {
    failOn(findings(store, units));
  }

  private static void failOn(Findings findings) {
    if (!findings.problem().isEmpty()) {
      throw RunFailedException.of(findings.exitCode(), findings.problem());
    }
  }

  private Findings findings(ObjectStore store, List<UnitEntry> units) throws IOException {
    Findings findings = check.check(store, units);
    String problem = problem(Totals.of(units).rows());
    return problem.isEmpty()
        ? findings
        : new Findings(problem, findings.counters(), findings.sections());
  }

  /** What is wrong with the totals, or an empty text. */
  private String problem(Balance rows) {
    if (!rows.addsUp()) {
      return "The rows of all units together do not add up: " + rows;
    }
    if (maxRejected >= 0 && rows.rejected() > maxRejected) {
      return String.format(
          "%,d records were rejected (%s), more than --maxRejected=%d allows. They are in"
              + " %s; all other rows are exported.",
          rows.rejected(),
          rows.rejectedByReason(),
          maxRejected,
          ObjectStore.join(output, "_rejected"));
    }
    return "";
  }

  private ObjectNode toJson(List<UnitEntry> units, Findings findings) {
    Totals totals = Totals.of(units);
    String problem = findings.problem();
    Instant now = Instant.now();
    ObjectNode report = JSON.createObjectNode();
    report.put("pipeline", pipeline);
    report.put("version", version);
    report.put("status", problem.isEmpty() ? "done" : "failed");
    if (!problem.isEmpty()) {
      report.put("problem", problem);
    }
    report.put("startedAt", startedAt.toString());
    report.put("finishedAt", now.toString());
    report.put("seconds", Duration.between(startedAt, now).toMillis() / 1000.0);
    report.set("options", JSON.valueToTree(options));
    ObjectNode rows = report.putObject("rows");
    rows.put("read", totals.rows().read());
    rows.put("written", totals.rows().written());
    rows.put("duplicates", totals.rows().duplicates());
    rows.put("filtered", totals.rows().filtered());
    rows.put("rejected", totals.rows().rejected());
    report.set("rejectedByReason", JSON.valueToTree(totals.rows().rejectedByReason()));
    Map<String, Long> counters = new TreeMap<>(totals.counters());
    counters.putAll(findings.counters());
    report.set("counters", JSON.valueToTree(counters));
    findings.sections().forEach((name, value) -> report.set(name, JSON.valueToTree(value)));
    report.put("units", units.size());
    report.put("unitsOfThisRun", units.size() - unitsBefore);
    report.put("sources", units.stream().mapToLong(unit -> unit.sources().size()).sum());
    report.put("fileCount", totals.files());
    report.put("bytes", totals.bytes());
    report.set("files", JSON.valueToTree(units.stream().flatMap(u -> u.files().stream()).toList()));
    report.set(
        "rejects", JSON.valueToTree(units.stream().flatMap(u -> u.rejects().stream()).toList()));
    return report;
  }
}
