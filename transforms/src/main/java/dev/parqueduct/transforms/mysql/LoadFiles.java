package dev.parqueduct.transforms.mysql;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.mysql.load.ImportUnit;
import dev.parqueduct.io.mysql.load.UnitLoader;
import dev.parqueduct.io.objects.ObjectStore;
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
 * Loads the rows of files into a table; one entry a unit comes out, after its rows are in. Parallel
 * by unit. A unit that is loaded twice (a retried bundle, two workers that race) leaves the same
 * rows.
 */
public final class LoadFiles extends PTransform<PBegin, PCollection<UnitEntry>> {
  private final ImportRequest request;
  private final ImportPlan plan;

  private LoadFiles(ImportRequest request, ImportPlan plan) {
    this.request = requireNonNull(request, "request");
    this.plan = plan;
  }

  /** Plans on a worker: building the graph touches neither storage nor database. */
  public static LoadFiles onWorker(ImportRequest request) {
    return new LoadFiles(request, null);
  }

  /** Uses a plan that has begun. */
  public static LoadFiles of(ImportPlan plan, ImportRequest request) {
    return new LoadFiles(request, requireNonNull(plan, "plan"));
  }

  @Override
  public PCollection<UnitEntry> expand(PBegin begin) {
    return units(begin)
        .apply("SpreadUnits", SpreadUnits.create())
        .apply("Load", ParDo.of(new LoadFn(request)))
        .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), UnitEntry.class));
  }

  private PCollection<ImportUnit> units(PBegin begin) {
    SerializableCoder<ImportUnit> coder = SerializableCoder.of(ImportUnit.class);
    return plan != null
        ? begin.apply("Units", Create.of(plan.pending()).withCoder(coder))
        : begin
            .apply(
                "Request", Create.of(request).withCoder(SerializableCoder.of(ImportRequest.class)))
            .apply("Plan", ParDo.of(new PlanFn()))
            .setCoder(coder);
  }

  static final class PlanFn extends DoFn<ImportRequest, ImportUnit> {
    @ProcessElement
    public void process(@Element ImportRequest request, OutputReceiver<ImportUnit> out)
        throws IOException {
      ObjectStore store = ObjectStore.create();
      ImportPlan.of(request, store).begin(request, store).pending().forEach(out::output);
    }
  }

  static final class LoadFn extends DoFn<ImportUnit, UnitEntry> {
    private final ImportRequest request;
    private final Counter units = Metrics.counter("export", "units_done");

    LoadFn(ImportRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(@Element ImportUnit unit, OutputReceiver<UnitEntry> out)
        throws IOException {
      out.output(new UnitLoader(ObjectStore.create(), request, new UnitMetrics()).load(unit));
      units.inc();
    }
  }
}
