package dev.parqueduct.io.validate;

import dev.parqueduct.io.validate.SourceVerdict.Comparison;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page of its own, without scripts or anything from elsewhere, for whoever signs off. */
final class HtmlReport {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
      table { border-collapse: collapse; margin: 0.5em 0 1.5em; width: 100%; }
      th, td { border-bottom: 1px solid #ccc; padding: 0.3em 0.6em; text-align: left; vertical-align: top; }
      td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
      td.path { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
      .good { color: #0a6b2d; font-weight: 600; } .bad { color: #b00020; font-weight: 600; }
      .sign td { height: 2.5em; width: 33%; }
      """;

  private final ValidationReport report;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(ValidationReport report) {
    this.report = report;
  }

  static String of(ValidationReport report) {
    HtmlReport page = new HtmlReport(report);
    page.write();
    return page.html.toString();
  }

  private void write() {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<title>Validation of Parquet files</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>Validation of Parquet files: ")
        .append(mark(report.status(), report.passed()))
        .append("</h1>\n");
    summary();
    for (TableVerdict table : report.tables()) {
      table(table);
    }
    options();
    html.append("<h2>Signed off</h2>\n<table class=\"sign\">")
        .append("<tr><td>Name</td><td>Date</td><td>Signature</td></tr></table>\n")
        .append("</body>\n</html>\n");
  }

  private void summary() {
    html.append("<p>")
        .append(
            text(
                String.format(
                    Locale.ROOT,
                    "%,d files: %,d passed, %,d failed, %,d not looked at. Level %d (%s), from %s to"
                        + " %s, by parqueduct %s.",
                    report.files().size(),
                    report.count(FileVerdict.Status.PASS),
                    report.count(FileVerdict.Status.FAIL),
                    report.count(FileVerdict.Status.SKIP),
                    report.level(),
                    meaning(report.level()),
                    report.startedAt(),
                    report.finishedAt(),
                    report.version())))
        .append("</p>\n");
  }

  private static String meaning(int level) {
    return switch (level) {
      case 1 -> "names against content";
      case 2 -> "names, every page and its checksum, the ledger";
      default -> "names, every page and its checksum, the ledger, the rows of the database";
    };
  }

  private void table(TableVerdict table) {
    html.append("<h2>").append(text(table.table())).append("</h2>\n<p>");
    html.append(mark(table.verdict(), table.safeToDrop())).append("</p>\n");
    for (SourceVerdict source : table.source()) {
      source(source);
    }
    html.append("<table>\n<tr><th>File</th><th class=\"number\">Rows</th>")
        .append("<th class=\"number\">Bytes</th><th>Compared</th><th>Result</th></tr>\n");
    for (FileVerdict file : report.files()) {
      if (file.table().equals(table.table())) {
        file(file);
      }
    }
    html.append("</table>\n");
  }

  private void file(FileVerdict file) {
    html.append("<tr><td class=\"path\">").append(text(file.path())).append("</td>");
    number(file.rows() < 0 ? "" : String.format(Locale.ROOT, "%,d", file.rows()));
    number(String.format(Locale.ROOT, "%,d", file.bytes()));
    html.append("<td>").append(text(String.join(", ", file.checks()))).append("</td><td>");
    html.append(mark(file.status().name(), file.status() == FileVerdict.Status.PASS));
    for (String problem : file.problems()) {
      html.append("<br>").append(text(problem));
    }
    html.append("</td></tr>\n");
  }

  private void source(SourceVerdict source) {
    html.append("<table>\n<tr><th>Compared with the database</th>")
        .append("<th class=\"number\">Rows there</th><th class=\"number\">Rows in files</th>")
        .append("<th>Fingerprints</th></tr>\n");
    for (Comparison comparison : source.comparisons()) {
      html.append("<tr><td class=\"path\">").append(text(comparison.part())).append("</td>");
      number(String.format(Locale.ROOT, "%,d", comparison.rowsInDatabase()));
      number(String.format(Locale.ROOT, "%,d", comparison.rowsInFiles()));
      html.append("<td>")
          .append(mark(comparison.equal() ? "equal" : "different", comparison.equal()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
    if (!source.asOf().isEmpty()) {
      html.append("<p>").append(text("As the database was at " + source.asOf() + "."));
      html.append("</p>\n");
    }
    differences(source.differences());
  }

  private void differences(List<String> differences) {
    if (differences.isEmpty()) {
      return;
    }
    html.append("<ul>\n");
    differences.forEach(each -> html.append("<li>").append(text(each)).append("</li>\n"));
    html.append("</ul>\n");
  }

  private void options() {
    html.append("<h2>Options</h2>\n<table>\n");
    for (Map.Entry<String, String> option : report.options().entrySet()) {
      html.append("<tr><td class=\"path\">--")
          .append(text(option.getKey()))
          .append("</td><td class=\"path\">")
          .append(text(option.getValue()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private void number(String number) {
    html.append("<td class=\"number\">").append(number).append("</td>");
  }

  private static String mark(String words, boolean good) {
    return "<span class=\"" + (good ? "good" : "bad") + "\">" + text(words) + "</span>";
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
