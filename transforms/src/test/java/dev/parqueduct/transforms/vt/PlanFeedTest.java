package dev.parqueduct.transforms.vt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFeedTest {
  @TempDir Path folder;

  @Test
  void aWorkerPlansWhatTheLauncherWould() throws IOException {
    SmallFeed feed =
        new SmallFeed(folder)
            .add("20201101/20201101T0000", 1)
            .add("20201101/20201101T0001", 2)
            .add("20201102/20201102T0000", 3);
    Pipeline first = Pipeline.create();
    first.apply(PlanFeed.onWorker(feed.request())).apply(ExportFeed.of(feed.export(0)));
    ReadReportsTest.run(first);
    assertThat(feed.output().resolve("_ledger/run.json")).exists();
    feed.add("20201101/20201101T0002", 4).add("20201103/20201103T0000", 5);

    PlanFeed.Plan plan = feed.request().plan(ObjectStore.create());
    assertThat(plan.done()).hasSize(2);
    assertThat(plan.knownKeys()).hasSize(2);
    List<PackageTask> tasks = PackageTask.of(plan.pending());
    assertThat(tasks)
        .extracting(PackageTask::unit, PackageTask::ordinal)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("20201101-001", 0),
            org.assertj.core.groups.Tuple.tuple("20201103-000", 1));

    Pipeline pipeline = Pipeline.create();
    PCollectionTuple given = pipeline.apply("Given", PlanFeed.of(plan));
    PCollectionTuple planned = pipeline.apply("Planned", PlanFeed.onWorker(feed.request()));
    for (PCollectionTuple either : List.of(given, planned)) {
      PAssert.that(either.get(PlanFeed.TASKS)).containsInAnyOrder(tasks);
      PAssert.that(either.get(PlanFeed.KNOWN_KEYS)).containsInAnyOrder(plan.knownKeys());
    }
    ReadReportsTest.run(pipeline);
  }
}
