package dev.parqueduct.transforms.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.validate.FileVerdict;
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
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Once there is a verdict on every file, writes the results and the reports, and fails the run
 * unless all passed.
 */
public final class ConcludeValidation extends PTransform<PCollection<FileVerdict>, PDone> {
  private final ValidationConclusion conclusion;

  private ConcludeValidation(ValidationConclusion conclusion) {
    this.conclusion = requireNonNull(conclusion, "conclusion");
  }

  public static ConcludeValidation of(ValidationConclusion conclusion) {
    return new ConcludeValidation(conclusion);
  }

  @Override
  public PDone expand(PCollection<FileVerdict> verdicts) {
    PCollectionView<List<FileVerdict>> all = verdicts.apply("AllFiles", View.asList());
    PCollection<Integer> unused =
        verdicts
            .getPipeline()
            .apply(
                "Conclusion",
                Create.of(conclusion).withCoder(SerializableCoder.of(ValidationConclusion.class)))
            .apply("Write", ParDo.of(new ConcludeFn(all)).withSideInputs(all))
            .setCoder(VarIntCoder.of());
    return PDone.in(verdicts.getPipeline());
  }

  static final class ConcludeFn extends DoFn<ValidationConclusion, Integer> {
    private final PCollectionView<List<FileVerdict>> verdicts;

    ConcludeFn(PCollectionView<List<FileVerdict>> verdicts) {
      this.verdicts = verdicts;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      ValidationConclusion conclusion = context.element();
      conclusion.require(
          conclusion.conclude(ObjectStore.create(), context.sideInput(verdicts), List.of()));
    }
  }
}
