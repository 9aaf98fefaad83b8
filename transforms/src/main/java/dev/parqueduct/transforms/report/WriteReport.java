package dev.parqueduct.transforms.report;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.io.report.RunCheck;
import dev.parqueduct.io.report.RunCheck.Findings;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes {@code _report.json} once all units are in the ledger, and fails the run when the totals
 * or a check ask for it. A step of the graph, because a template's main has returned long before.
 */
public final class WriteReport extends PTransform<PCollection<UnitEntry>, PDone> {
  private final ReportWriter report;
  private final Source source;
  private final transient List<Outcomes<?>> outcomes;

  /** Which units the report is on. */
  private enum Source {
    LEDGER,
    INPUT
  }

  /** What else the steps before have come to. */
  private record Outcomes<T>(
      String name, PCollection<T> all, SerializableFunction<List<T>, RunCheck> check) {
    OutcomesCheck<T> view() {
      return new OutcomesCheck<>(all.apply(name, View.asList()), check);
    }
  }

  private WriteReport(ReportWriter report, Source source, List<Outcomes<?>> outcomes) {
    this.report = requireNonNull(report, "report");
    this.source = source;
    this.outcomes = List.copyOf(outcomes);
  }

  /** Reports on all units in the ledger, whatever run they are from. */
  public static WriteReport of(ReportWriter report) {
    return new WriteReport(report, Source.LEDGER, List.of());
  }

  /** Reports on the units of the input, for runs that leave nothing in the ledger. */
  public static WriteReport onInput(ReportWriter report) {
    return new WriteReport(report, Source.INPUT, List.of());
  }

  /**
   * Waits for more than units: for failures of some, or verdicts on them.
   *
   * @param name of the step that collects them
   * @param check makes of them, in any order, what must hold
   */
  public <T> WriteReport checking(
      String name, PCollection<T> all, SerializableFunction<List<T>, RunCheck> check) {
    List<Outcomes<?>> more = new ArrayList<>(outcomes);
    more.add(new Outcomes<>(name, all, check));
    return new WriteReport(report, source, more);
  }

  @Override
  public PDone expand(PCollection<UnitEntry> done) {
    PCollection<Integer> once =
        done.getPipeline().apply("Once", Create.of(0).withCoder(VarIntCoder.of()));
    List<OutcomesCheck<?>> checks = new ArrayList<>();
    outcomes.forEach(each -> checks.add(each.view()));
    List<PCollectionView<?>> views = new ArrayList<>();
    checks.forEach(check -> views.add(check.view));
    PCollectionView<List<UnitEntry>> units = null;
    if (source == Source.INPUT) {
      units = done.apply("AllUnits", View.asList());
      views.add(units);
    } else {
      once = once.apply("AfterAllUnits", Wait.on(done));
    }
    PCollection<Integer> unused =
        once.apply("Write", ParDo.of(new WriteFn(report, checks, units)).withSideInputs(views))
            .setCoder(VarIntCoder.of());
    return PDone.in(done.getPipeline());
  }

  /** A check, once all that it looks at is there. */
  private record OutcomesCheck<T>(
      PCollectionView<List<T>> view, SerializableFunction<List<T>, RunCheck> check)
      implements Serializable {
    RunCheck of(DoFn<?, ?>.ProcessContext context) {
      return check.apply(context.sideInput(view));
    }
  }

  static final class WriteFn extends DoFn<Integer, Integer> {
    private final ReportWriter report;
    private final List<OutcomesCheck<?>> checks;
    private final PCollectionView<List<UnitEntry>> units;

    /**
     * @param units that the report is on, null for those of the ledger
     */
    WriteFn(
        ReportWriter report,
        List<OutcomesCheck<?>> checks,
        PCollectionView<List<UnitEntry>> units) {
      this.report = report;
      this.checks = new ArrayList<>(checks);
      this.units = units;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      RunCheck all = report.check();
      for (OutcomesCheck<?> check : checks) {
        all = all.and(check.of(context));
      }
      ReportWriter checked = report.checking(all);
      ObjectStore store = ObjectStore.create();
      Findings findings =
          units == null ? checked.write(store) : checked.write(store, sorted(context));
      findings
          .counters()
          .forEach((name, count) -> Metrics.counter("export", "event_" + name).inc(count));
    }

    private List<UnitEntry> sorted(ProcessContext context) {
      List<UnitEntry> sorted = new ArrayList<>(context.sideInput(units));
      sorted.sort(Comparator.comparing(UnitEntry::unit));
      return sorted;
    }
  }
}
