package dev.parqueduct.transforms.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.report.Event;
import dev.parqueduct.io.validate.EmptyTable;
import dev.parqueduct.io.validate.FileTask;
import dev.parqueduct.io.validate.FileValidator;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.ResultsJournal;
import dev.parqueduct.io.validate.ValidationRequest;
import dev.parqueduct.io.validate.ValidationRequest.OnFailure;
import dev.parqueduct.io.validate.source.SourceRequest;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.export.SpreadUnits;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Validates files side by side: a verdict on each, and on each that is missing. Bounded; parallel
 * by file.
 */
public final class ValidateFiles extends PTransform<PBegin, PCollectionTuple> {
  /** A verdict on each file. */
  public static final TupleTag<FileVerdict> VERDICTS = new TupleTag<>() {};

  /** Tables that were exported without a file, as they had no rows. */
  public static final TupleTag<EmptyTable> EMPTY = new TupleTag<>() {};

  private final ValidationRequest request;
  private final String run;
  private final SourceRequest source;

  private ValidateFiles(ValidationRequest request, String run, SourceRequest source) {
    this.request = requireNonNull(request, "request");
    this.run = requireNonNull(run, "run");
    this.source = source;
  }

  /**
   * @param run a name of this run and no other, by which its workers know that a file failed
   */
  public static ValidateFiles of(ValidationRequest request, String run) {
    return new ValidateFiles(request, run, null);
  }

  /** Fingerprints rows as the server of a database does. */
  public ValidateFiles hashingLike(SourceRequest newSource) {
    return new ValidateFiles(request, run, newSource);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple plan = begin.apply("Plan", PlanValidation.of(request));
    PCollection<FileVerdict> verdicts =
        plan.get(PlanValidation.FILES)
            .apply("SpreadFiles", SpreadUnits.create())
            .apply("Validate", ParDo.of(new ValidateFn(request, run, source)))
            .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), FileVerdict.class));
    return PCollectionTuple.of(
            VERDICTS,
            PCollectionList.of(verdicts)
                .and(plan.get(PlanValidation.MISSING))
                .apply("AllVerdicts", Flatten.pCollections()))
        .and(EMPTY, plan.get(PlanValidation.EMPTY));
  }

  static final class ValidateFn extends DoFn<FileTask, FileVerdict> {
    private static final HashScheme DEFAULT = new HashScheme(HashMethod.RECORD, 1);

    /** Runs of which a file failed, in this process. */
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    private final ValidationRequest request;
    private final String run;
    private final SourceRequest source;
    private final Counter files = Metrics.counter("validate", "files_validated");
    private final Counter failures = Metrics.counter("validate", "files_failed");
    private final Counter rows = Metrics.counter("validate", "rows_read");
    private final Counter bytes = Metrics.counter("validate", "bytes_read");
    private transient FileValidator validator;

    ValidateFn(ValidationRequest request, String run, SourceRequest source) {
      this.request = request;
      this.run = run;
      this.source = source;
    }

    @Setup
    public void setup() {
      HashScheme scheme = source == null ? DEFAULT : source.scheme();
      validator = new FileValidator(ObjectStore.create(), request, scheme);
    }

    @ProcessElement
    public void process(@Element FileTask file, OutputReceiver<FileVerdict> out)
        throws IOException {
      if (request.onFailure() == OnFailure.STOP && FAILED.contains(run)) {
        out.output(FileVerdict.skipped(file));
        return;
      }
      FileVerdict verdict = validator.validate(file);
      files.inc();
      rows.inc(Math.max(verdict.rows(), 0));
      bytes.inc(file.bytes());
      if (verdict.status() == FileVerdict.Status.FAIL) {
        FAILED.add(run);
        failures.inc();
        Event.of("file_failed")
            .with("file", file.path())
            .with("problems", String.join("; ", verdict.problems()))
            .log();
      }
      ResultsJournal.of(run).ifPresent(journal -> journal.add(verdict));
      out.output(verdict);
    }
  }
}
