package dev.parqueduct.io.vt;

import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Runs the parser and gives what it read as plain values. */
final class ParsedReports {
  private static final ReportParser PARSER = new ReportParser();

  private ParsedReports() {}

  static Fields fields(String json) throws RejectedReportException {
    return fields(json.getBytes(StandardCharsets.UTF_8));
  }

  static Fields fields(byte[] json) throws RejectedReportException {
    return fields(parse(json));
  }

  static Report parse(byte[] json) throws RejectedReportException {
    // An offset and bytes around the record, as in a buffer of lines.
    byte[] buffer = new byte[json.length + 7];
    buffer[2] = '{';
    System.arraycopy(json, 0, buffer, 3, json.length);
    Report report = new Report();
    PARSER.parse(buffer, 3, json.length, report);
    return report;
  }

  static Fields fields(Report report) {
    HexFormat hex = HexFormat.of();
    String names =
        new String(
            report.detectionNames.array(),
            0,
            report.detectionNames.length(),
            StandardCharsets.UTF_8);
    return new Fields(
        report.hasSha256 ? hex.formatHex(report.sha256) : null,
        report.hasSha1 ? hex.formatHex(report.sha1) : null,
        report.hasMd5 ? hex.formatHex(report.md5) : null,
        report.hasPositives ? Integer.valueOf(report.positives) : null,
        report.hasTotal ? Integer.valueOf(report.total) : null,
        report.scanMillis == Report.NO_DATE ? null : Long.valueOf(report.scanMillis),
        names.isEmpty() ? null : names);
  }

  /** The reason for which a record is rejected. */
  static RejectReason rejection(byte[] json) {
    try {
      Fields fields = fields(json);
      throw new AssertionError("not rejected: " + fields);
    } catch (RejectedReportException e) {
      return e.reason();
    }
  }

  static RejectReason rejection(String json) {
    return rejection(json.getBytes(StandardCharsets.UTF_8));
  }
}
