package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.vt.FeedListing;
import dev.parqueduct.io.vt.FeedPlanner;
import dev.parqueduct.io.vt.FeedUnit;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Plans what is left to export. Either the plan is given (a local run, which cuts a long range into
 * rounds that fit into memory), or it is made on a worker, so that building the graph touches no
 * storage.
 */
public final class PlanFeed extends PTransform<PBegin, PCollectionTuple> {
  /** The packages to read. */
  public static final TupleTag<PackageTask> TASKS = new TupleTag<>() {};

  /** Full paths of the key files of finished units. */
  public static final TupleTag<String> KNOWN_KEYS = new TupleTag<>() {};

  private final Request request;
  private final Plan plan;

  private PlanFeed(Request request, Plan plan) {
    this.request = request;
    this.plan = plan;
  }

  /**
   * What to plan.
   *
   * @param output the output folder
   * @param shape what shapes the units' files
   * @param listing the input
   * @param unitBytes the size of a unit at most, in bytes of packages
   */
  public record Request(String output, RunShape shape, FeedListing listing, long unitBytes)
      implements Serializable {
    public Request {
      requireNonNull(output, "output");
      requireNonNull(shape, "shape");
      requireNonNull(listing, "listing");
    }

    /** Lists the input and the ledger; writes nothing. */
    public Plan plan(ObjectStore store) throws IOException {
      Ledger ledger = Ledger.of(output, store);
      boolean unused = ledger.check(shape);
      FeedListing.Found found = listing.list(store);
      List<UnitEntry> done = ledger.doneUnits();
      List<FeedUnit> pending = new FeedPlanner(unitBytes).pending(found.packages(), done);
      return new Plan(found, done, pending, knownKeys(done));
    }

    /** Full paths of the key files of finished units. */
    public List<String> knownKeys(List<UnitEntry> done) {
      List<String> paths = new ArrayList<>();
      for (UnitEntry entry : done) {
        for (FileEntry index : entry.indexes()) {
          paths.add(ObjectStore.join(output, index.path()));
        }
      }
      return paths;
    }
  }

  /**
   * What was planned.
   *
   * @param found the packages of the input
   * @param done the finished units
   * @param pending the units to export, in feed order
   * @param knownKeys full paths of the key files of the finished units
   */
  public record Plan(
      FeedListing.Found found,
      List<UnitEntry> done,
      List<FeedUnit> pending,
      List<String> knownKeys) {
    /** The same, with only some of the pending units. */
    public Plan only(List<FeedUnit> units, List<String> keys) {
      return new Plan(found, done, units, keys);
    }
  }

  /** Plans on a worker. */
  public static PlanFeed onWorker(Request request) {
    return new PlanFeed(requireNonNull(request, "request"), null);
  }

  /** Uses a plan that is there. */
  public static PlanFeed of(Plan plan) {
    return new PlanFeed(null, requireNonNull(plan, "plan"));
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    if (plan != null) {
      return PCollectionTuple.of(
              TASKS,
              begin.apply(
                  "Packages",
                  Create.of(PackageTask.of(plan.pending()))
                      .withCoder(SerializableCoder.of(PackageTask.class))))
          .and(
              KNOWN_KEYS,
              begin.apply("Keys", Create.of(plan.knownKeys()).withCoder(StringUtf8Coder.of())));
    }
    PCollectionTuple planned =
        begin
            .apply("Request", Create.of(request).withCoder(SerializableCoder.of(Request.class)))
            .apply(
                "List", ParDo.of(new PlanFn()).withOutputTags(TASKS, TupleTagList.of(KNOWN_KEYS)));
    planned.get(TASKS).setCoder(SerializableCoder.of(PackageTask.class));
    planned.get(KNOWN_KEYS).setCoder(StringUtf8Coder.of());
    return planned;
  }

  static final class PlanFn extends DoFn<Request, PackageTask> {
    @ProcessElement
    public void process(@Element Request request, MultiOutputReceiver out) throws IOException {
      ObjectStore store = ObjectStore.create();
      Plan plan = request.plan(store);
      Ledger.of(request.output(), store).begin(request.shape());
      PackageTask.of(plan.pending()).forEach(out.get(TASKS)::output);
      plan.knownKeys().forEach(out.get(KNOWN_KEYS)::output);
    }
  }
}
