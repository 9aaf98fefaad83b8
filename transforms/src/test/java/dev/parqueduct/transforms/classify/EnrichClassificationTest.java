package dev.parqueduct.transforms.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.io.objects.lookup.testing.StubStore;
import dev.parqueduct.io.objects.lookup.testing.StubStore.Answered;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class EnrichClassificationTest {
  /** Elements are keys, or several keys with commas between them. */
  private static final class Labelled implements Enrichment<String, String> {
    @Override
    public List<String> keys(String element) {
      return element.isEmpty() ? List.of() : List.of(element.split(",", -1));
    }

    @Override
    public String enriched(String element, List<Answer> answers) {
      StringBuilder text = new StringBuilder(element).append(':');
      answers.forEach(answer -> text.append(answer.kind().name().charAt(0)).append(answer.text()));
      return text.toString();
    }
  }

  private static Answered truth(String key) {
    return switch (key.charAt(0)) {
      case 'a' -> Answered.status(404);
      case 'x' -> Answered.status(403);
      default -> Answered.ok("kind" + key.charAt(0));
    };
  }

  private static String expected(String key) {
    return switch (key.charAt(0)) {
      case 'a' -> "A";
      case 'x' -> "Fstatus 403";
      default -> "FKIND" + Character.toUpperCase(key.charAt(0));
    };
  }

  private static EnrichClassification<String, String> enrich(StubStore store) {
    return EnrichClassification.of(
        LookupSettings.of(store.prefix()).withMaxInFlight(20).withRetries(4, 10),
        Store.Access.PLAIN,
        new Labelled(),
        StringUtf8Coder.of());
  }

  @Test
  void oneElementComesOutForEachThatGoesInAndEqualKeysAreAskedOnce() throws Exception {
    List<String> elements = new ArrayList<>();
    List<String> labelled = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      String key = "abcdex".charAt(i % 6) + String.valueOf(i % 600);
      // What failed is not remembered, and may be asked for again.
      key = key.startsWith("x") && i >= 600 ? "b" + i : key;
      elements.add(key);
      labelled.add(key + ":" + expected(key));
    }
    elements.add("");
    labelled.add(":");
    elements.add("a1,b2,x3");
    labelled.add("a1,b2,x3:AFKINDBFstatus 403");
    try (StubStore store =
        new StubStore(
            (key, attempt) ->
                attempt == 1 && key.endsWith("7") && !key.startsWith("x")
                    ? Answered.status(503)
                    : truth(key))) {
      Pipeline pipeline = Pipeline.create();
      PCollection<String> out =
          pipeline.apply(Create.of(elements)).apply(enrich(store).inBatchesOf(100));
      PAssert.that(out).containsInAnyOrder(labelled);

      assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
      assertThat(store.requests()).isLessThan(store.keys() * 5L / 4);
    }
  }

  @Test
  void windowsAndTimestampsStay() throws Exception {
    try (StubStore store = new StubStore((key, attempt) -> truth(key))) {
      Pipeline pipeline = Pipeline.create();
      Duration size = Duration.standardMinutes(1);
      Instant second = Instant.ofEpochMilli(0).plus(size);
      PCollection<String> out =
          pipeline
              .apply(
                  Create.timestamped(
                      TimestampedValue.of("b1", Instant.ofEpochMilli(1)),
                      TimestampedValue.of("c1", Instant.ofEpochMilli(2)),
                      TimestampedValue.of("d1", second.plus(Duration.millis(1)))))
              .apply(Window.into(FixedWindows.of(size)))
              .apply(enrich(store));
      PAssert.that(out)
          .inWindow(new IntervalWindow(Instant.ofEpochMilli(0), size))
          .containsInAnyOrder("b1:FKINDB", "c1:FKINDC");
      PAssert.that(out).inWindow(new IntervalWindow(second, size)).containsInAnyOrder("d1:FKINDD");

      assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    }
  }

  @Test
  void batchesOfRowsPassAsTheyAre() throws Exception {
    try (StubStore store = new StubStore((key, attempt) -> truth(key))) {
      Pipeline pipeline = Pipeline.create();
      PCollection<String> out =
          pipeline
              .apply(Create.of("b1,b2,a3", "c1").withCoder(StringUtf8Coder.of()))
              .apply(enrich(store).ofBatches());
      PAssert.that(out).containsInAnyOrder("b1,b2,a3:FKINDBFKINDBA", "c1:FKINDC");

      assertThat(pipeline.run().waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    }
  }
}
