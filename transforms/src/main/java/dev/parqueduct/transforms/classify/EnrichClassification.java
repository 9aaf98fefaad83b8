package dev.parqueduct.transforms.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.Store;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Enriches each element by values of objects that are looked up by key, many at a time: one element
 * out for each element in. Elements are gathered into batches by a hash of their first key, so that
 * equal keys meet in one worker and are asked for once; all batches share the process's one client.
 *
 * <p>Bounded and unbounded input; windows and timestamps stay.
 *
 * @param <T> elements
 * @param <O> what they become
 */
public final class EnrichClassification<T, O> extends PTransform<PCollection<T>, PCollection<O>> {
  private static final int SHARDS = 64;
  private static final int BATCH = 1000;
  private static final Duration LONGEST_WAIT = Duration.standardSeconds(1);

  private final LookupSettings settings;
  private final Store.Access access;
  private final Enrichment<T, O> enrichment;
  private final Coder<O> coder;
  private final int batchSize;

  private EnrichClassification(
      LookupSettings settings,
      Store.Access access,
      Enrichment<T, O> enrichment,
      Coder<O> coder,
      int batchSize) {
    this.settings = requireNonNull(settings, "settings");
    this.access = requireNonNull(access, "access");
    this.enrichment = requireNonNull(enrichment, "enrichment");
    this.coder = requireNonNull(coder, "coder");
    this.batchSize = batchSize;
  }

  /**
   * Enriches elements in batches of up to a thousand.
   *
   * @param access finds the store on the worker
   * @param coder of the output
   */
  public static <T, O> EnrichClassification<T, O> of(
      LookupSettings settings, Store.Access access, Enrichment<T, O> enrichment, Coder<O> coder) {
    return new EnrichClassification<>(settings, access, enrichment, coder, BATCH);
  }

  /** With batches of up to so many elements. */
  public EnrichClassification<T, O> inBatchesOf(int elements) {
    if (elements < 1) {
      throw new IllegalArgumentException("a batch has at least one element, not " + elements);
    }
    return new EnrichClassification<>(settings, access, enrichment, coder, elements);
  }

  /** For elements that are batches of rows already: they are not moved. */
  public EnrichClassification<T, O> ofBatches() {
    return new EnrichClassification<>(settings, access, enrichment, coder, 0);
  }

  @Override
  public PCollection<O> expand(PCollection<T> elements) {
    LookUpFn<T, O> lookUp = new LookUpFn<>(settings, access, enrichment);
    PCollection<Iterable<T>> batches =
        batchSize == 0
            ? elements
                .apply("AsBatches", ParDo.of(new AloneFn<>()))
                .setCoder(IterableCoder.of(elements.getCoder()))
            : batches(elements);
    return batches.apply("LookUp", ParDo.of(lookUp)).setCoder(coder);
  }

  private PCollection<Iterable<T>> batches(PCollection<T> elements) {
    return elements
        .apply("ByShard", ParDo.of(new ShardFn<>(enrichment)))
        .setCoder(KvCoder.of(VarIntCoder.of(), elements.getCoder()))
        .apply(
            "IntoBatches",
            GroupIntoBatches.<Integer, T>ofSize(batchSize).withMaxBufferingDuration(LONGEST_WAIT))
        .apply("Batches", Values.create());
  }

  static final class ShardFn<T> extends DoFn<T, KV<Integer, T>> {
    private final Enrichment<T, ?> enrichment;

    ShardFn(Enrichment<T, ?> enrichment) {
      this.enrichment = enrichment;
    }

    @ProcessElement
    public void process(@Element T element, OutputReceiver<KV<Integer, T>> out) {
      List<String> keys = enrichment.keys(element);
      int hash = keys.isEmpty() ? element.hashCode() : keys.get(0).hashCode();
      out.output(KV.of(Math.floorMod(hash * 0x9e3779b9, SHARDS), element));
    }
  }

  static final class AloneFn<T> extends DoFn<T, Iterable<T>> {
    @ProcessElement
    public void process(@Element T element, OutputReceiver<Iterable<T>> out) {
      out.output(List.of(element));
    }
  }
}
