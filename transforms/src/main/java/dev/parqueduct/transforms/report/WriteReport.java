package dev.parqueduct.transforms.report;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import java.io.IOException;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes {@code _report.json} once all units are in the ledger, and fails the run when the totals
 * ask for it. A step of the graph, because a template's main has returned long before.
 */
public final class WriteReport extends PTransform<PCollection<UnitEntry>, PDone> {
  private final ReportWriter report;

  private WriteReport(ReportWriter report) {
    this.report = requireNonNull(report, "report");
  }

  public static WriteReport of(ReportWriter report) {
    return new WriteReport(report);
  }

  @Override
  public PDone expand(PCollection<UnitEntry> done) {
    PCollection<Integer> unused =
        done.getPipeline()
            .apply("Once", Create.of(0).withCoder(VarIntCoder.of()))
            .apply("AfterAllUnits", Wait.on(done))
            .apply("Write", ParDo.of(new WriteFn(report)))
            .setCoder(VarIntCoder.of());
    return PDone.in(done.getPipeline());
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;

    WriteFn(ReportWriter report) {
      this.report = report;
    }

    @ProcessElement
    public void process() throws IOException {
      report.write(ObjectStore.create());
    }
  }
}
