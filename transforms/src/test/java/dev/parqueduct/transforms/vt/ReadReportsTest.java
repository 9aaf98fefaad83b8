package dev.parqueduct.transforms.vt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadReportsTest {
  @TempDir Path folder;

  static void run(Pipeline pipeline) {
    PipelineResult.State state = pipeline.run().waitUntilFinish();
    assertThat(state).isEqualTo(PipelineResult.State.DONE);
  }

  @Test
  void everyPackageGivesItsRowsByBucketAndItsResult() throws IOException {
    SmallFeed feed =
        new SmallFeed(folder)
            .add("20201101/20201101T0000", 1, 2, -1, 3)
            .add("20201101/20201101T0001", 4, 2)
            .add("20201102/20201102T0000", 5);
    // DirectRunner checks that elements are encodable and not changed.
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple read =
        pipeline
            .apply(PlanFeed.of(feed.request().plan(ObjectStore.create())))
            .get(PlanFeed.TASKS)
            .apply(ReadReports.of(feed.export(1)));

    PAssert.that(read.get(ReadReports.ROWS))
        .satisfies(
            batches -> {
              Map<String, Integer> rows = new TreeMap<>();
              batches.forEach(
                  batch -> {
                    assertThat(batch.getKey()).isEqualTo(batch.getValue().bucket());
                    assertThat(batch.getKey()).isBetween(0, SmallFeed.BUCKETS - 1);
                    rows.merge(batch.getValue().unit(), batch.getValue().rows(), Integer::sum);
                  });
              assertThat(rows).isEqualTo(Map.of("20201101-000", 4, "20201102-000", 1));
              return null;
            });
    PAssert.that(read.get(ReadReports.RESULTS))
        .satisfies(
            results -> {
              Map<String, Balance> balances = new TreeMap<>();
              results.forEach(
                  result -> {
                    int packages = result.getKey().equals("20201101-000") ? 2 : 1;
                    assertThat(result.getValue().unitPackages()).isEqualTo(packages);
                    balances.put(
                        result.getValue().result().source().name(),
                        result.getValue().result().rows());
                  });
              assertThat(balances)
                  .isEqualTo(
                      Map.of(
                          "20201101/20201101T0000",
                          new Balance(4, 2, 0, 1, Map.of("invalid-json", 1L)),
                          "20201101/20201101T0001",
                          new Balance(2, 2, 0, 0, Map.of()),
                          "20201102/20201102T0000",
                          new Balance(1, 1, 0, 0, Map.of())));
              return null;
            });
    run(pipeline);

    assertThat(feed.output().resolve("_rejected/20201101-000/20201101_20201101T0000.jsonl"))
        .exists();
  }
}
