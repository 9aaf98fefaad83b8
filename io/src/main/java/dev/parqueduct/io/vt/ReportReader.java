package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.Reject;
import dev.parqueduct.io.report.RejectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the reports of packages: every record becomes a report, or is counted as filtered, or is
 * rejected. Not safe for use by several threads.
 */
public final class ReportReader {
  /** Detections whose result holds the separator of detection_names. */
  public static final String RESULTS_WITH_SEMICOLON = "resultsWithSemicolon";

  /** Counts and dates that could not be read and became null. */
  public static final String UNREADABLE_VALUES = "unreadableValues";

  private final PackageReader packages;
  private final ReportParser parser = new ReportParser();
  private final Report report = new Report();
  private final int minPositives;

  /**
   * @param minPositives reports with fewer positives are filtered; absent positives count as 0
   */
  public ReportReader(Bzip2Decoder bzip2, FeedLimits limits, int minPositives) {
    this.packages = new PackageReader(bzip2, limits);
    this.minPositives = minPositives;
  }

  /**
   * Reads one package.
   *
   * @param rejects receives the rejected records; this method finishes it
   * @throws IOException when the storage fails
   */
  public PackageResult read(
      FeedPackage source, InputStream content, RejectWriter rejects, ReportSink sink)
      throws IOException {
    Visitor visitor = new Visitor(source, rejects, sink);
    packages.read(content, visitor);
    return visitor.finish();
  }

  private final class Visitor implements PackageVisitor {
    private final FeedPackage source;
    private final RejectWriter rejects;
    private final ReportSink sink;
    private String member = "";
    private long read;
    private long accepted;
    private long filtered;
    private long resultsWithSemicolon;
    private long unreadableValues;

    Visitor(FeedPackage source, RejectWriter rejects, ReportSink sink) {
      this.source = requireNonNull(source, "source");
      this.rejects = requireNonNull(rejects, "rejects");
      this.sink = requireNonNull(sink, "sink");
    }

    @Override
    public void enter(String member) {
      this.member = member;
    }

    @Override
    public void record(long line, long at, byte[] json, int offset, int length) throws IOException {
      long row = read++;
      try {
        parser.parse(json, offset, length, report);
      } catch (RejectedReportException e) {
        byte[] record = Arrays.copyOfRange(json, offset, offset + length);
        reject(new Place(member, line, at), e.reason(), e.getMessage(), record, length);
        return;
      }
      if (report.positives() < minPositives) {
        filtered++;
        return;
      }
      accepted++;
      resultsWithSemicolon += report.resultsWithSemicolon;
      unreadableValues += report.unreadableValues;
      sink.accept(report, row);
    }

    @Override
    public void unreadable(
        Place place, RejectReason reason, String message, byte[] partial, long bytes)
        throws IOException {
      read++;
      reject(place, reason, message, partial, bytes);
    }

    private void reject(Place place, RejectReason reason, String message, byte[] record, long bytes)
        throws IOException {
      rejects.add(
          new Reject(
              source.name(),
              place.member(),
              place.line(),
              place.offset(),
              reason.id(),
              message,
              record,
              bytes));
    }

    PackageResult finish() throws IOException {
      Map<String, Long> counters = new TreeMap<>();
      counters.put(RESULTS_WITH_SEMICOLON, resultsWithSemicolon);
      counters.put(UNREADABLE_VALUES, unreadableValues);
      Balance rows = new Balance(read, accepted, 0, filtered, rejects.countByReason());
      return new PackageResult(source, rows, rejects.finish().orElse(null), counters);
    }
  }
}
