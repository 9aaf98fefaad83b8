package dev.parqueduct.transforms.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Test;

class SpreadUnitsTest {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** Units by bundle; static, as the functions that fill it are copies. */
  private static final Map<Integer, List<Integer>> BUNDLES = new ConcurrentHashMap<>();

  private static final AtomicInteger NEXT_BUNDLE = new AtomicInteger();

  private static List<Integer> run(int units) {
    BUNDLES.clear();
    Pipeline pipeline = Pipeline.create();
    var unused =
        pipeline
            .apply(Create.of(IntStream.range(0, units).boxed().toList()))
            .apply(ParDo.of(new SameFn()))
            .apply(SpreadUnits.create())
            .apply(ParDo.of(new NoteFn()));
    pipeline.run().waitUntilFinish();
    return BUNDLES.values().stream().map(List::size).toList();
  }

  @Test
  void manyUnitsShareBundlesOfAboutOneSize() {
    List<Integer> sizes = run(5000 * THREADS);

    assertThat(sizes).hasSizeBetween(2 * THREADS, 64 * THREADS);
    assertThat(sizes).allMatch(size -> size < 1000);
    assertThat(BUNDLES.values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5000 * THREADS).boxed().toList());
  }

  @Test
  void fewUnitsAreOnTheirOwn() {
    assertThat(run(8 * THREADS)).hasSize(8 * THREADS);
  }

  @Test
  void otherRunnersReshuffle() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(RemoteRunner.class);
    Pipeline pipeline = Pipeline.create(options);
    var unused = pipeline.apply(Create.of(1, 2)).apply(SpreadUnits.create());

    List<Class<?>> transforms = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.getTransform() != null) {
              transforms.add(node.getTransform().getClass());
            }
            return CompositeBehavior.ENTER_TRANSFORM;
          }
        });
    assertThat(transforms).contains(Reshuffle.ViaRandomKey.class);
  }

  /** One bundle comes out, as of a step that plans. */
  static final class SameFn extends DoFn<Integer, Integer> {
    @ProcessElement
    public void process(@Element Integer unit, OutputReceiver<Integer> out) {
      out.output(unit);
    }
  }

  static final class NoteFn extends DoFn<Integer, Integer> {
    private transient int bundle;

    @StartBundle
    public void start() {
      bundle = NEXT_BUNDLE.getAndIncrement();
    }

    @ProcessElement
    public void process(@Element Integer unit) {
      BUNDLES.computeIfAbsent(bundle, unused -> new ArrayList<>()).add(unit);
    }
  }
}
