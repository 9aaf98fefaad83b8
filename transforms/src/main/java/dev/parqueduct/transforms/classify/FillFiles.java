package dev.parqueduct.transforms.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.classify.ClassifyPlan;
import dev.parqueduct.io.classify.ClassifyRequest;
import dev.parqueduct.io.classify.ClassifyUnit;
import dev.parqueduct.io.classify.UnitClassifier;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.export.SpreadUnits;
import dev.parqueduct.transforms.export.UnitMetrics;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Fills the classification of files, in place; one entry a unit comes out, after its files are
 * final. Parallel by unit, and all units of a process share one client.
 *
 * <p>Keys are not shuffled into batches over all files, as {@link EnrichClassification} does with
 * elements that pass by: a batch runner would not write anything before everything is asked for,
 * and a run that fails would have nothing to go on from.
 */
public final class FillFiles extends PTransform<PBegin, PCollection<UnitEntry>> {
  private final ClassifyRequest request;
  private final ClassifyPlan plan;
  private final LookupSettings settings;
  private final Store.Access access;

  private FillFiles(
      ClassifyRequest request, ClassifyPlan plan, LookupSettings settings, Store.Access access) {
    this.request = requireNonNull(request, "request");
    this.plan = plan;
    this.settings = requireNonNull(settings, "settings");
    this.access = requireNonNull(access, "access");
  }

  /** Plans on a worker: building the graph touches no storage. */
  public static FillFiles onWorker(
      ClassifyRequest request, LookupSettings settings, Store.Access access) {
    return new FillFiles(request, null, settings, access);
  }

  /** Uses a plan that has begun. */
  public static FillFiles of(
      ClassifyPlan plan, ClassifyRequest request, LookupSettings settings, Store.Access access) {
    return new FillFiles(request, requireNonNull(plan, "plan"), settings, access);
  }

  @Override
  public PCollection<UnitEntry> expand(PBegin begin) {
    return units(begin)
        .apply("SpreadUnits", SpreadUnits.create())
        .apply("Fill", ParDo.of(new FillFn(request, settings, access)))
        .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), UnitEntry.class));
  }

  private PCollection<ClassifyUnit> units(PBegin begin) {
    SerializableCoder<ClassifyUnit> coder = SerializableCoder.of(ClassifyUnit.class);
    return plan != null
        ? begin.apply("Units", Create.of(plan.pending()).withCoder(coder))
        : begin
            .apply(
                "Request",
                Create.of(request).withCoder(SerializableCoder.of(ClassifyRequest.class)))
            .apply("Plan", ParDo.of(new PlanFn()))
            .setCoder(coder);
  }

  static final class PlanFn extends DoFn<ClassifyRequest, ClassifyUnit> {
    @ProcessElement
    public void process(@Element ClassifyRequest request, OutputReceiver<ClassifyUnit> out)
        throws IOException {
      ObjectStore store = ObjectStore.create();
      ClassifyPlan plan = ClassifyPlan.of(request, store);
      plan.begin(request, store);
      plan.pending().forEach(out::output);
    }
  }

  static final class FillFn extends DoFn<ClassifyUnit, UnitEntry> {
    private final ClassifyRequest request;
    private final LookupSettings settings;
    private final Store.Access access;
    private final Counter units = Metrics.counter("export", "units_done");
    private transient SharedLookups client;

    FillFn(ClassifyRequest request, LookupSettings settings, Store.Access access) {
      this.request = request;
      this.settings = settings;
      this.access = access;
    }

    @Setup
    public void setup() {
      client = SharedLookups.use(settings, access);
    }

    @ProcessElement
    public void process(@Element ClassifyUnit unit, OutputReceiver<UnitEntry> out)
        throws IOException {
      UnitClassifier classifier =
          new UnitClassifier(ObjectStore.create(), request, client.lookups(), new UnitMetrics());
      try {
        out.output(classifier.classify(unit));
        units.inc();
      } finally {
        LookupMetrics.report(client.lookups());
      }
    }

    @Teardown
    public void teardown() {
      if (client != null) {
        client.close();
      }
    }
  }
}
