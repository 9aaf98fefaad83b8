package dev.parqueduct.transforms.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.validate.EmptyTable;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict;
import dev.parqueduct.io.validate.ValidationConclusion;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Once there is a verdict on every file, writes the results and the reports, and fails the run
 * unless all passed.
 */
public final class ConcludeValidation extends PTransform<PCollectionTuple, PDone> {
  private final ValidationConclusion conclusion;
  private final transient PCollection<SourceVerdict> sources;

  private ConcludeValidation(ValidationConclusion conclusion, PCollection<SourceVerdict> sources) {
    this.conclusion = requireNonNull(conclusion, "conclusion");
    this.sources = requireNonNull(sources, "sources");
  }

  /**
   * @param sources verdicts on tables that were compared with the database; may have none
   */
  public static ConcludeValidation of(
      ValidationConclusion conclusion, PCollection<SourceVerdict> sources) {
    return new ConcludeValidation(conclusion, sources);
  }

  @Override
  public PDone expand(PCollectionTuple validated) {
    PCollectionView<List<FileVerdict>> all =
        validated.get(ValidateFiles.VERDICTS).apply("AllFiles", View.asList());
    PCollectionView<List<EmptyTable>> empty =
        validated.get(ValidateFiles.EMPTY).apply("EmptyTables", View.asList());
    PCollectionView<List<SourceVerdict>> tables = sources.apply("AllTables", View.asList());
    PCollection<Integer> unused =
        validated
            .getPipeline()
            .apply(
                "Conclusion",
                Create.of(conclusion).withCoder(SerializableCoder.of(ValidationConclusion.class)))
            .apply(
                "Write",
                ParDo.of(new ConcludeFn(all, empty, tables)).withSideInputs(all, empty, tables))
            .setCoder(VarIntCoder.of());
    return PDone.in(validated.getPipeline());
  }

  static final class ConcludeFn extends DoFn<ValidationConclusion, Integer> {
    private final PCollectionView<List<FileVerdict>> verdicts;
    private final PCollectionView<List<EmptyTable>> empty;
    private final PCollectionView<List<SourceVerdict>> sources;

    ConcludeFn(
        PCollectionView<List<FileVerdict>> verdicts,
        PCollectionView<List<EmptyTable>> empty,
        PCollectionView<List<SourceVerdict>> sources) {
      this.verdicts = verdicts;
      this.empty = empty;
      this.sources = sources;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      ValidationConclusion conclusion = context.element();
      conclusion.require(
          conclusion.conclude(
              ObjectStore.create(),
              context.sideInput(verdicts),
              context.sideInput(empty),
              context.sideInput(sources)));
    }
  }
}
