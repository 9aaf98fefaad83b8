package dev.parqueduct.transforms.postgres;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.SqlNames;
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

/**
 * The units of a database that are to be exported, and the tables that cannot be. Planned on a
 * worker: building the graph touches no network, and the graph does not grow with the database.
 */
public final class PlanDatabase extends PTransform<PBegin, PCollectionTuple> {
  /** Units to do. */
  public static final TupleTag<PgUnit> UNITS = new TupleTag<>("units") {};

  /** Tables that have no units. */
  public static final TupleTag<UnitFailure> PROBLEMS = new TupleTag<>("problems") {};

  private final PgRequest request;

  private PlanDatabase(PgRequest request) {
    this.request = requireNonNull(request, "request");
  }

  public static PlanDatabase of(PgRequest request) {
    return new PlanDatabase(request);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple plan =
        begin
            .apply("Request", Create.of(request).withCoder(SerializableCoder.of(PgRequest.class)))
            .apply(
                "ReadCatalog",
                ParDo.of(new PlanFn()).withOutputTags(UNITS, TupleTagList.of(PROBLEMS)));
    plan.get(UNITS).setCoder(SerializableCoder.of(PgUnit.class));
    plan.get(PROBLEMS)
        .setCoder(ReferenceCoder.orSerialized(begin.getPipeline(), UnitFailure.class));
    return plan;
  }

  static final class PlanFn extends DoFn<PgRequest, PgUnit> {
    @ProcessElement
    public void process(@Element PgRequest request, MultiOutputReceiver out) throws IOException {
      ObjectStore store = ObjectStore.create();
      PgRequest.Work work = request.plan(store);
      work.begin(store, request.output());
      work.problems()
          .forEach(
              (table, problem) ->
                  out.get(PROBLEMS)
                      .output(new UnitFailure(SqlNames.fileName(table) + "-plan", problem)));
      work.pending().forEach(unit -> out.get(UNITS).output(unit));
    }
  }
}
