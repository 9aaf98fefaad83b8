package dev.parqueduct.pipelines.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.pipelines.options.RunOptions;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Test;

class PipelineRunTest {
  private static final CountDownLatch BOTH_BEGUN = new CountDownLatch(2);
  private static final AtomicBoolean SLOW_ONE_ENDED = new AtomicBoolean();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static volatile Thread runner;

  @Test
  void aFailedRoundEndsWhenItsOtherUnitsHaveEnded() throws Exception {
    runner = Thread.currentThread();
    RunOptions options = PipelineOptionsFactory.as(RunOptions.class);
    PipelineRun.tune(options, 2);
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(Create.of("fails", "slow")).apply(Reshuffle.viaRandomKey()).apply(work());

    try (PipelineRun run =
        PipelineRun.start("test", Progress.start("test", "units", "units", 2), 0, "again")) {
      assertThatThrownBy(() -> run.round(pipeline)).hasMessageContaining("on purpose");
      assertThat(SLOW_ONE_ENDED).isTrue();
    }
  }

  /** The failure is known by then, and the run would be over if it did not wait. */
  private static void awaitThatSomebodyWaits() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end
        && Arrays.stream(runner.getStackTrace())
            .noneMatch(frame -> frame.getClassName().equals(LocalWorkers.class.getName()))) {
      Thread.onSpinWait();
    }
  }

  private static ParDo.SingleOutput<String, String> work() {
    return ParDo.of(
        new DoFn<String, String>() {
          @ProcessElement
          public void process(@Element String name) throws InterruptedException {
            BOTH_BEGUN.countDown();
            BOTH_BEGUN.await();
            if (name.equals("fails")) {
              throw new IllegalStateException("on purpose");
            }
            awaitThatSomebodyWaits();
            SLOW_ONE_ENDED.set(true);
          }
        });
  }
}
