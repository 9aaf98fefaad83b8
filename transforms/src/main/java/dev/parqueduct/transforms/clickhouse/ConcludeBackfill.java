package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.FailedChunks;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.transforms.export.TryUnits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
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
 * Writes the report once all chunks are done or given up, and fails the run if any was given up.
 */
public final class ConcludeBackfill extends PTransform<PCollectionTuple, PDone> {
  private final ReportWriter report;

  private ConcludeBackfill(ReportWriter report) {
    this.report = requireNonNull(report, "report");
  }

  public static ConcludeBackfill of(ReportWriter report) {
    return new ConcludeBackfill(report);
  }

  @Override
  public PDone expand(PCollectionTuple results) {
    PCollectionView<List<UnitFailure>> failures =
        results.get(TryUnits.FAILED).apply("AllFailures", View.asList());
    PCollection<Integer> unused =
        results
            .getPipeline()
            .apply("Once", Create.of(0).withCoder(VarIntCoder.of()))
            .apply("AfterAllChunks", Wait.on(results.get(TryUnits.DONE)))
            .apply("Write", ParDo.of(new WriteFn(report, failures)).withSideInputs(failures))
            .setCoder(VarIntCoder.of());
    return PDone.in(results.getPipeline());
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;
    private final PCollectionView<List<UnitFailure>> failures;

    WriteFn(ReportWriter report, PCollectionView<List<UnitFailure>> failures) {
      this.report = report;
      this.failures = failures;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<UnitFailure> sorted = new ArrayList<>(context.sideInput(failures));
      sorted.sort(Comparator.comparing(UnitFailure::unit));
      var unused = report.checking(new FailedChunks(sorted)).write(ObjectStore.create());
    }
  }
}
