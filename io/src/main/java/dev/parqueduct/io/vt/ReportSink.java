package dev.parqueduct.io.vt;

/** Takes the reports of a package. */
@FunctionalInterface
public interface ReportSink {
  /**
   * @param report a holder that is only valid during the call
   * @param row the record's number in the package, from 0
   */
  void accept(Report report, long row);
}
