package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.validate.FileTask;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict;
import dev.parqueduct.io.validate.TableVerdict;
import dev.parqueduct.io.validate.ValidationPlan;
import dev.parqueduct.io.validate.ValidationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What {@code validate-parquet} prints besides its progress. */
final class ValidateParquetSummary {
  private static final double MB = 1e6;

  private ValidateParquetSummary() {}

  static void printPlan(ValidateParquetConfig config, ValidationPlan plan) {
    print("Would validate, at level %d:", config.request().level());
    for (FileTask file : plan.files()) {
      print(
          "  %s%s",
          file.path(),
          file.ledger() == FileTask.InLedger.UNKNOWN ? "  (the ledger does not know it)" : "");
    }
    for (FileVerdict missing : plan.missing()) {
      print("  %s  (%s)", missing.path(), missing.problems().get(0));
    }
    print(
        "%,d files, %,.1f MB, %s; results would go to %s. Nothing was written.",
        plan.files().size(),
        plan.files().stream().mapToLong(FileTask::bytes).sum() / MB,
        plan.ledger() ? "with a ledger" : "without a ledger",
        config.conclusion().resultsPath());
  }

  static void printDone(ValidateParquetConfig config, ValidationReport report) {
    Instant started = config.conclusion().startedAt();
    double seconds = Duration.between(started, Instant.now()).toMillis() / 1000.0;
    long rows = report.files().stream().mapToLong(file -> Math.max(file.rows(), 0)).sum();
    long bytes = report.files().stream().mapToLong(FileVerdict::bytes).sum();
    print("");
    for (FileVerdict file : report.files()) {
      if (file.status() == FileVerdict.Status.FAIL) {
        print("FAIL %s: %s", file.path(), String.join("; ", file.problems()));
      }
    }
    print("validate-parquet: %s in %,.1f s", report.status(), seconds);
    print(
        "  files      %,12d   %,d passed, %,d failed%s; %,.1f MB",
        report.files().size(),
        report.count(FileVerdict.Status.PASS),
        report.count(FileVerdict.Status.FAIL),
        report.count(FileVerdict.Status.SKIP) == 0
            ? ""
            : ", " + report.count(FileVerdict.Status.SKIP) + " not looked at",
        bytes / MB);
    print("  rows       %,12d   %,.0f a second", rows, rows / Math.max(seconds, 0.001));
    print("  results    %s", config.conclusion().resultsPath());
    print("  report     %s", config.conclusion().reportPath());
    if (!config.conclusion().htmlReport().isEmpty()) {
      print("  page       %s", config.conclusion().htmlReport());
    }
    for (TableVerdict table : report.tables()) {
      table.source().forEach(ValidateParquetSummary::printDifferences);
      print("%s", table.verdict());
    }
  }

  private static void printDifferences(SourceVerdict source) {
    source.differences().forEach(difference -> print("  %s", difference));
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
