package dev.parqueduct.transforms.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.validate.EmptyTable;
import dev.parqueduct.io.validate.FileTask;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.ValidationPlan;
import dev.parqueduct.io.validate.ValidationRequest;
import dev.parqueduct.transforms.export.ReferenceCoder;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Lists the files on a worker: building the graph touches no storage. */
final class PlanValidation extends PTransform<PBegin, PCollectionTuple> {
  /** Files to validate. */
  static final TupleTag<FileTask> FILES = new TupleTag<>() {};

  /** Verdicts on files that are missing. */
  static final TupleTag<FileVerdict> MISSING = new TupleTag<>() {};

  /** Tables that were exported without a file. */
  static final TupleTag<EmptyTable> EMPTY = new TupleTag<>() {};

  private final ValidationRequest request;

  private PlanValidation(ValidationRequest request) {
    this.request = requireNonNull(request, "request");
  }

  static PlanValidation of(ValidationRequest request) {
    return new PlanValidation(request);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple plan =
        begin
            .apply(
                "Request",
                Create.of(request).withCoder(SerializableCoder.of(ValidationRequest.class)))
            .apply(
                "ListFiles",
                ParDo.of(new PlanFn()).withOutputTags(FILES, TupleTagList.of(MISSING).and(EMPTY)));
    plan.get(FILES).setCoder(SerializableCoder.of(FileTask.class));
    plan.get(MISSING).setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), FileVerdict.class));
    plan.get(EMPTY).setCoder(SerializableCoder.of(EmptyTable.class));
    return plan;
  }

  static final class PlanFn extends DoFn<ValidationRequest, FileTask> {
    @ProcessElement
    public void process(@Element ValidationRequest request, MultiOutputReceiver out)
        throws IOException {
      ValidationPlan plan = ValidationPlan.of(request, ObjectStore.create());
      plan.files().forEach(out.get(FILES)::output);
      plan.missing().forEach(out.get(MISSING)::output);
      plan.empty().forEach(out.get(EMPTY)::output);
    }
  }
}
