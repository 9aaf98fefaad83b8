package dev.parqueduct.transforms.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.FailurePolicy;
import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitExporter;
import dev.parqueduct.io.export.UnitFailure;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exports units as {@link ExportUnits} does, but a unit that fails does not end the run: it is
 * tried again if that may help, and otherwise becomes an output of its own, so that all others are
 * exported and whoever ends the run can tell what was not.
 *
 * @param <U> what describes a unit
 */
public final class TryUnits<U> extends PTransform<PCollection<U>, PCollectionTuple> {
  /** Units whose files are final. */
  public static final TupleTag<UnitEntry> DONE = new TupleTag<>("done") {};

  /** Units that were given up. */
  public static final TupleTag<UnitFailure> FAILED = new TupleTag<>("failed") {};

  private static final Logger LOG = LoggerFactory.getLogger(TryUnits.class);

  private final UnitExport<U> export;
  private final String output;
  private final FileSettings settings;
  private final FailurePolicy policy;

  private TryUnits(
      UnitExport<U> export, String output, FileSettings settings, FailurePolicy policy) {
    this.export = requireNonNull(export, "export");
    this.output = requireNonNull(output, "output");
    this.settings = requireNonNull(settings, "settings");
    this.policy = requireNonNull(policy, "policy");
  }

  /**
   * @param output the output folder
   */
  public static <U> TryUnits<U> of(
      UnitExport<U> export, String output, FileSettings settings, FailurePolicy policy) {
    return new TryUnits<>(export, output, settings, policy);
  }

  @Override
  public PCollectionTuple expand(PCollection<U> units) {
    PCollectionTuple results =
        units.apply(
            "Try", ParDo.of(new TryFn<>(this)).withOutputTags(DONE, TupleTagList.of(FAILED)));
    results.get(DONE).setCoder(ReferenceCoder.orSerialized(units.getPipeline(), UnitEntry.class));
    results
        .get(FAILED)
        .setCoder(ReferenceCoder.orSerialized(units.getPipeline(), UnitFailure.class));
    return results;
  }

  static final class TryFn<U> extends DoFn<U, UnitEntry> {
    private final UnitExport<U> export;
    private final String output;
    private final FileSettings settings;
    private final FailurePolicy policy;
    private final UnitCounters counters = new UnitCounters();
    private final Counter retried = Metrics.counter("export", "units_retried");
    private final Counter failed = Metrics.counter("export", "units_failed");
    private transient UnitExporter exporter;

    TryFn(TryUnits<U> transform) {
      this.export = transform.export;
      this.output = transform.output;
      this.settings = transform.settings;
      this.policy = transform.policy;
    }

    @Setup
    public void setup() {
      exporter = new UnitExporter(ObjectStore.create(), output, settings, new UnitMetrics());
    }

    @ProcessElement
    public void process(@Element U unit, MultiOutputReceiver out) {
      try {
        UnitEntry entry = export(unit);
        counters.add(entry);
        out.get(DONE).output(entry);
      } catch (IOException | RuntimeException e) {
        if (e instanceof RunFailedException end && end.exitCode() == ExitCode.INTERRUPTED) {
          throw end;
        }
        String id = export.id(unit);
        LOG.error(
            "event=unit_failed unit={} {}", id, policy.line(e), LOG.isDebugEnabled() ? e : null);
        failed.inc();
        out.get(FAILED).output(new UnitFailure(id, policy.line(e)));
      }
    }

    private UnitEntry export(U unit) throws IOException {
      BackOff waits = policy.attempts().start();
      for (int attempt = 1; ; attempt++) {
        try {
          Optional<UnitEntry> earlier = exporter.finishEarlier(export, unit);
          return earlier.isPresent() ? earlier.get() : exporter.export(export, unit);
        } catch (IOException | RuntimeException e) {
          if (!policy.mayPass(e) || !policy.await(waits)) {
            throw e;
          }
          LOG.warn(
              "event=unit_retry unit={} attempt={} {}", export.id(unit), attempt, policy.line(e));
          retried.inc();
        }
      }
    }
  }
}
