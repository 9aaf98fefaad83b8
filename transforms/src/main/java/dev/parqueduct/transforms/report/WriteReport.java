package dev.parqueduct.transforms.report;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunCheck.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes {@code _report.json} once all units are in the ledger, and fails the run when the totals
 * ask for it. A step of the graph, because a template's main has returned long before.
 */
public final class WriteReport extends PTransform<PCollection<UnitEntry>, PDone> {
  private final ReportWriter report;

  private final Source source;

  /** Which units the report is on. */
  private enum Source {
    LEDGER,
    INPUT
  }

  private WriteReport(ReportWriter report, Source source) {
    this.report = requireNonNull(report, "report");
    this.source = source;
  }

  /** Reports on all units in the ledger, whatever run they are from. */
  public static WriteReport of(ReportWriter report) {
    return new WriteReport(report, Source.LEDGER);
  }

  /** Reports on the units of the input, for runs that leave nothing in the ledger. */
  public static WriteReport onInput(ReportWriter report) {
    return new WriteReport(report, Source.INPUT);
  }

  @Override
  public PDone expand(PCollection<UnitEntry> done) {
    PCollection<Integer> once =
        done.getPipeline().apply("Once", Create.of(0).withCoder(VarIntCoder.of()));
    PCollection<Integer> unused =
        (source == Source.LEDGER ? afterAllUnits(once, done) : withAllUnits(once, done))
            .setCoder(VarIntCoder.of());
    return PDone.in(done.getPipeline());
  }

  private PCollection<Integer> afterAllUnits(
      PCollection<Integer> once, PCollection<UnitEntry> done) {
    return once.apply("AfterAllUnits", Wait.on(done)).apply("Write", ParDo.of(new WriteFn(report)));
  }

  private PCollection<Integer> withAllUnits(
      PCollection<Integer> once, PCollection<UnitEntry> done) {
    PCollectionView<List<UnitEntry>> units = done.apply("AllUnits", View.asList());
    return once.apply("Write", ParDo.of(new WriteOnInputFn(report, units)).withSideInputs(units));
  }

  private static void count(Findings findings) {
    findings
        .counters()
        .forEach((name, count) -> Metrics.counter("export", "event_" + name).inc(count));
  }

  static final class WriteOnInputFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;
    private final PCollectionView<List<UnitEntry>> units;

    WriteOnInputFn(ReportWriter report, PCollectionView<List<UnitEntry>> units) {
      this.report = report;
      this.units = units;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<UnitEntry> sorted = new ArrayList<>(context.sideInput(units));
      sorted.sort(Comparator.comparing(UnitEntry::unit));
      count(report.write(ObjectStore.create(), sorted));
    }
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;

    WriteFn(ReportWriter report) {
      this.report = report;
    }

    @ProcessElement
    public void process() throws IOException {
      count(report.write(ObjectStore.create()));
    }
  }
}
