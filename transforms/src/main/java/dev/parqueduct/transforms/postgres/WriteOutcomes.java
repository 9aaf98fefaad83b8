package dev.parqueduct.transforms.postgres;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.export.TableOutcomes;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.transforms.export.TryUnits;
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
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes {@code _report.json} with what has become of each table, once all units are done or given
 * up, and then fails the run if any was.
 */
public final class WriteOutcomes extends PTransform<PCollectionTuple, PDone> {
  private final ReportWriter report;
  private final PgRequest request;

  private WriteOutcomes(ReportWriter report, PgRequest request) {
    this.report = requireNonNull(report, "report");
    this.request = requireNonNull(request, "request");
  }

  public static WriteOutcomes of(ReportWriter report, PgRequest request) {
    return new WriteOutcomes(report, request);
  }

  @Override
  public PDone expand(PCollectionTuple results) {
    PCollectionView<List<UnitFailure>> failures =
        results.get(TryUnits.FAILED).apply("AllFailures", View.asList());
    PCollection<Integer> unused =
        results
            .getPipeline()
            .apply("Once", Create.of(0).withCoder(VarIntCoder.of()))
            .apply("AfterAllUnits", Wait.on(results.get(TryUnits.DONE)))
            .apply(
                "Write", ParDo.of(new WriteFn(report, request, failures)).withSideInputs(failures))
            .setCoder(VarIntCoder.of());
    return PDone.in(results.getPipeline());
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;
    private final PgRequest request;
    private final PCollectionView<List<UnitFailure>> failures;

    WriteFn(ReportWriter report, PgRequest request, PCollectionView<List<UnitFailure>> failures) {
      this.report = report;
      this.request = request;
      this.failures = failures;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<UnitFailure> sorted = new ArrayList<>(context.sideInput(failures));
      sorted.sort(Comparator.comparing(UnitFailure::unit));
      report
          .checking(new TableOutcomes(request, sorted))
          .write(ObjectStore.create())
          .counters()
          .forEach((name, count) -> Metrics.counter("export", "event_" + name).inc(count));
    }
  }
}
