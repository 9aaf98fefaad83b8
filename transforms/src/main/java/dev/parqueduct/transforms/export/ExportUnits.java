package dev.parqueduct.transforms.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitExporter;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Exports each unit into Parquet files of its own and records it in the ledger; the output holds
 * one entry a unit, after its files are final. Bounded; parallel by unit.
 *
 * <p>A unit that is exported twice (a retried bundle, two workers that race) ends with the same
 * files under the same names, and one entry.
 *
 * @param <U> what describes a unit
 */
public final class ExportUnits<U> extends PTransform<PCollection<U>, PCollection<UnitEntry>> {
  private final UnitExport<U> export;
  private final String output;
  private final FileSettings settings;
  private final Effect effect;
  private final RetryPolicy retries;

  private enum Effect {
    EXPORT,
    VERIFY
  }

  private ExportUnits(
      UnitExport<U> export,
      String output,
      FileSettings settings,
      Effect effect,
      RetryPolicy retries) {
    this.export = requireNonNull(export, "export");
    this.output = requireNonNull(output, "output");
    this.settings = requireNonNull(settings, "settings");
    this.effect = effect;
    this.retries = requireNonNull(retries, "retries");
  }

  /**
   * @param output the output folder
   */
  public static <U> ExportUnits<U> of(UnitExport<U> export, String output, FileSettings settings) {
    return new ExportUnits<>(export, output, settings, Effect.EXPORT, UnitExporter.RETRIES);
  }

  /** Goes through the units in the same way, and writes nothing, not even to the ledger. */
  public ExportUnits<U> verifyOnly() {
    return new ExportUnits<>(export, output, settings, Effect.VERIFY, retries);
  }

  /** With another patience for failures of the storage that may pass. */
  public ExportUnits<U> withRetries(RetryPolicy newRetries) {
    return new ExportUnits<>(export, output, settings, effect, newRetries);
  }

  @Override
  public PCollection<UnitEntry> expand(PCollection<U> units) {
    return units
        .apply("Export", ParDo.of(new ExportFn<>(this)))
        .setCoder(ReferenceCoder.orSerialized(units.getPipeline(), UnitEntry.class));
  }

  static final class ExportFn<U> extends DoFn<U, UnitEntry> {
    private final UnitExport<U> export;
    private final String output;
    private final FileSettings settings;
    private final Effect effect;
    private final RetryPolicy retries;
    private final UnitCounters counters = new UnitCounters();
    private transient UnitExporter exporter;

    ExportFn(ExportUnits<U> transform) {
      this.export = transform.export;
      this.output = transform.output;
      this.settings = transform.settings;
      this.effect = transform.effect;
      this.retries = transform.retries;
    }

    @Setup
    public void setup() {
      exporter =
          new UnitExporter(ObjectStore.create(), output, settings, new UnitMetrics())
              .withRetries(retries);
    }

    @ProcessElement
    public void process(@Element U unit, OutputReceiver<UnitEntry> out) throws IOException {
      UnitEntry entry =
          effect == Effect.EXPORT ? exporter.export(export, unit) : exporter.verify(export, unit);
      counters.add(entry);
      out.output(entry);
    }
  }
}
