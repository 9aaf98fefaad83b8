package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.FailedChunks;
import dev.parqueduct.io.clickhouse.events.verify.ChunkVerdict;
import dev.parqueduct.io.clickhouse.events.verify.VerifiedChunks;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunCheck;
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
  private final PCollection<ChunkVerdict> verdicts;

  private ConcludeBackfill(ReportWriter report, PCollection<ChunkVerdict> verdicts) {
    this.report = requireNonNull(report, "report");
    this.verdicts = verdicts;
  }

  public static ConcludeBackfill of(ReportWriter report) {
    return new ConcludeBackfill(report, null);
  }

  /** The same, which also fails the run when a chunk is not what its source makes. */
  public ConcludeBackfill verifiedBy(PCollection<ChunkVerdict> newVerdicts) {
    return new ConcludeBackfill(report, requireNonNull(newVerdicts, "newVerdicts"));
  }

  @Override
  public PDone expand(PCollectionTuple results) {
    PCollectionView<List<UnitFailure>> failures =
        results.get(TryUnits.FAILED).apply("AllFailures", View.asList());
    PCollectionView<List<ChunkVerdict>> found =
        verdicts == null ? null : verdicts.apply("AllVerdicts", View.asList());
    ParDo.SingleOutput<Integer, Integer> write =
        ParDo.of(new WriteFn(report, failures, found)).withSideInputs(failures);
    PCollection<Integer> unused =
        results
            .getPipeline()
            .apply("Once", Create.of(0).withCoder(VarIntCoder.of()))
            .apply("AfterAllChunks", Wait.on(results.get(TryUnits.DONE)))
            .apply("Write", found == null ? write : write.withSideInputs(found))
            .setCoder(VarIntCoder.of());
    return PDone.in(results.getPipeline());
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;
    private final PCollectionView<List<UnitFailure>> failures;
    private final PCollectionView<List<ChunkVerdict>> verdicts;

    WriteFn(
        ReportWriter report,
        PCollectionView<List<UnitFailure>> failures,
        PCollectionView<List<ChunkVerdict>> verdicts) {
      this.report = report;
      this.failures = failures;
      this.verdicts = verdicts;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      List<UnitFailure> sorted = new ArrayList<>(context.sideInput(failures));
      sorted.sort(Comparator.comparing(UnitFailure::unit));
      RunCheck check = new FailedChunks(sorted);
      if (verdicts != null) {
        check = check.and(new VerifiedChunks(context.sideInput(verdicts)));
      }
      var unused = report.checking(check).write(ObjectStore.create());
    }
  }
}
