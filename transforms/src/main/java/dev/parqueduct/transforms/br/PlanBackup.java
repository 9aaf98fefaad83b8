package dev.parqueduct.transforms.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.UnitPlanning;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.transforms.export.SpreadUnits;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The units of a backup that are to be exported. They are planned on a worker: building the graph
 * touches no storage, and the graph does not grow with the backup.
 */
public final class PlanBackup extends PTransform<PBegin, PCollection<BackupUnit>> {
  private final UnitPlanning request;

  private PlanBackup(UnitPlanning request) {
    this.request = requireNonNull(request, "request");
  }

  public static PlanBackup of(UnitPlanning request) {
    return new PlanBackup(request);
  }

  @Override
  public PCollection<BackupUnit> expand(PBegin begin) {
    return requestIn(begin)
        .apply("ReadMeta", ParDo.of(new PlanFn()))
        .setCoder(SerializableCoder.of(BackupUnit.class))
        .apply("SpreadUnits", SpreadUnits.create());
  }

  /** With the coder of the request's own class: the interface says nothing of equality. */
  private PCollection<? extends UnitPlanning> requestIn(PBegin begin) {
    return create(begin, request.getClass());
  }

  private <R extends UnitPlanning> PCollection<R> create(PBegin begin, Class<R> type) {
    return begin.apply(
        "Request", Create.of(type.cast(request)).withCoder(SerializableCoder.of(type)));
  }

  static final class PlanFn extends DoFn<UnitPlanning, BackupUnit> {
    @ProcessElement
    public void process(@Element UnitPlanning request, OutputReceiver<BackupUnit> out)
        throws IOException {
      ObjectStore store = ObjectStore.create();
      UnitPlanning.Work work = request.plan(store);
      if (request.scope() != UnitPlanning.Scope.VERIFY) {
        Ledger.of(request.output(), store).begin(work.shape());
      }
      work.pending().forEach(out::output);
    }
  }
}
