package dev.parqueduct.transforms.export;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Spreads planned units over all workers, so that what comes next works on them side by side.
 *
 * <p>A reshuffle makes each unit a bundle of its own. DirectRunner needs about 10 ms of CPU for
 * each bundle, and what later steps collect from many bundles it copies again with each of them; so
 * in this process units are dealt out in turn to a limited number of bundles.
 *
 * @param <U> what describes a unit
 */
public final class SpreadUnits<U> extends PTransform<PCollection<U>, PCollection<U>> {
  /** Enough for threads to end at about the same time, whatever the sizes of units. */
  private static final int BUNDLES_PER_THREAD = 32;

  private SpreadUnits() {}

  public static <U> SpreadUnits<U> create() {
    return new SpreadUnits<>();
  }

  @Override
  public PCollection<U> expand(PCollection<U> units) {
    if (!InProcess.runs(units.getPipeline())) {
      return units.apply(Reshuffle.viaRandomKey());
    }
    int bundles = BUNDLES_PER_THREAD * Runtime.getRuntime().availableProcessors();
    return units
        .apply("Deal", ParDo.of(new DealFn<>(bundles)))
        .setCoder(KvCoder.of(VarIntCoder.of(), units.getCoder()))
        .apply("Bundle", GroupByKey.create())
        .apply("Unbundle", ParDo.of(new UnbundleFn<>()))
        .setCoder(units.getCoder());
  }

  static final class DealFn<U> extends DoFn<U, KV<Integer, U>> {
    /** Of the whole process: the units may come in several bundles, each from 0 otherwise. */
    private static final AtomicInteger DEALT = new AtomicInteger();

    private final int bundles;

    DealFn(int bundles) {
      this.bundles = bundles;
    }

    @ProcessElement
    public void process(@Element U unit, OutputReceiver<KV<Integer, U>> out) {
      out.output(KV.of(Math.floorMod(DEALT.getAndIncrement(), bundles), unit));
    }
  }

  static final class UnbundleFn<U> extends DoFn<KV<Integer, Iterable<U>>, U> {
    @ProcessElement
    public void process(@Element KV<Integer, Iterable<U>> bundle, OutputReceiver<U> out) {
      bundle.getValue().forEach(out::output);
    }
  }
}
