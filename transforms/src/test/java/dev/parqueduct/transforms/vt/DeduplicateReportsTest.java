package dev.parqueduct.transforms.vt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeduplicateReportsTest {
  @TempDir Path folder;

  private static Map<String, Long> sums(String... unitsAndRows) {
    Map<String, Long> sums = new TreeMap<>();
    for (int i = 0; i < unitsAndRows.length; i += 2) {
      sums.put(unitsAndRows[i], Long.valueOf(unitsAndRows[i + 1]));
    }
    return sums;
  }

  private void keeps(SmallFeed feed, Map<String, Long> kept, Map<String, Long> dropped)
      throws IOException {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple plan = pipeline.apply(PlanFeed.of(feed.request().plan(ObjectStore.create())));
    PCollectionView<List<String>> keys = plan.get(PlanFeed.KNOWN_KEYS).apply(View.asList());
    PCollectionTuple decided =
        plan.get(PlanFeed.TASKS)
            .apply(ReadReports.of(feed.export(0)))
            .get(ReadReports.ROWS)
            .apply(DeduplicateReports.of(feed.export(0), keys));

    PAssert.that(decided.get(DeduplicateReports.KEPT))
        .satisfies(
            batches -> {
              Map<String, Long> rows = new TreeMap<>();
              batches.forEach(
                  batch -> {
                    assertThat(batch.getKey()).isEqualTo(batch.getValue().unit());
                    rows.merge(batch.getKey(), (long) batch.getValue().keptRows(), Long::sum);
                  });
              assertThat(rows).isEqualTo(kept);
              return null;
            });
    PAssert.that(decided.get(DeduplicateReports.DROPPED))
        .satisfies(
            drops -> {
              Map<String, Long> rows = new TreeMap<>();
              drops.forEach(drop -> rows.merge(drop.getKey(), drop.getValue(), Long::sum));
              assertThat(rows).isEqualTo(dropped);
              return null;
            });
    ReadReportsTest.run(pipeline);
  }

  @Test
  void oneRowAFileIsKeptAndTheOthersAreCountedByUnit() throws IOException {
    SmallFeed feed =
        new SmallFeed(folder)
            .add("20201101/20201101T0000", 1, 2, 2, 3)
            .add("20201102/20201102T0000", 3, 4, 1);

    keeps(
        feed,
        sums("20201101-000", "3", "20201102-000", "1"),
        sums("20201101-000", "1", "20201102-000", "2"));
  }

  @Test
  void whatTheOutputHoldsIsDropped() throws IOException {
    SmallFeed feed = new SmallFeed(folder).add("20201102/20201102T0000", 3, 4, 1);
    Pipeline first = Pipeline.create();
    first
        .apply(PlanFeed.of(feed.request().plan(ObjectStore.create())))
        .apply(ExportFeed.of(feed.export(0)));
    ReadReportsTest.run(first);
    feed.add("20201101/20201101T0000", 1, 2, 2, 3);

    keeps(feed, sums("20201101-000", "1"), sums("20201101-000", "3"));
  }
}
