package dev.parqueduct.io.clickhouse.events.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.BucketBackfills;
import dev.parqueduct.io.clickhouse.events.Kill;
import dev.parqueduct.io.clickhouse.events.ReferenceSql;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.ExportFiles;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files are those that the server itself exports; events are what it makes of its tables. */
@RealClickHouse.Needed
class BucketBackfillTest {
  private static RealClickHouse server;

  @TempDir static Path exports;
  @TempDir Path output;

  @BeforeAll
  static void export() throws IOException {
    server = LangfuseTables.withRows();
    // Versions of an observation that name another trace; all versions stay.
    server.execute(
        "SYSTEM STOP MERGES observations;\n"
            + "INSERT INTO observations SELECT * REPLACE (concat('trace-', toString(cityHash64(id) % 900))"
            + " AS trace_id, event_ts + 50 AS event_ts) FROM observations FINAL"
            + " WHERE cityHash64(id) % 30 = 4;");
    for (int part = 0; part < 3; part++) {
      export("observations", part, "WHERE cityHash64(name, event_ts) % 3 = " + part);
    }
    export("traces", 0, "");
    export("dataset_run_items_rmt", 0, "");
  }

  private static void export(String table, int part, String where) throws IOException {
    String sql = "SELECT * FROM " + table + " " + where + " FORMAT Parquet";
    String settings = "&output_format_parquet_row_group_size=1000&database=" + server.database();
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(
                    server.url()
                        + "/?query="
                        + URLEncoder.encode(sql, StandardCharsets.UTF_8)
                        + settings)
                .toURL()
                .openConnection();
    try (InputStream in = connection.getInputStream()) {
      long unused =
          Files.copy(
              in, Files.createDirectories(exports.resolve(table)).resolve(part + ".parquet"));
    }
  }

  @BeforeEach
  void emptyTargets() throws IOException {
    server.execute("TRUNCATE TABLE events;\nTRUNCATE TABLE events_full;");
  }

  private BackfillRequest request(Profile profile) {
    return BackfillFixture.request(server, profile, output)
        .ofFiles(
            new ExportFiles(
                List.of(exports.resolve("observations").toString()),
                List.of(exports + "/traces/*.parquet"),
                List.of(exports.resolve("dataset_run_items_rmt/0.parquet").toString())));
  }

  /** What the transform does, with as many buckets as a test wants. */
  private static List<UnitEntry> run(BackfillRequest request, int buckets, UnitProgress progress)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    FilesPlan plan = FilesPlan.of(request, BackfillPlan.client(request), store);
    Map<FileTask.Table, Map<Integer, List<byte[]>>> rows = new TreeMap<>();
    Map<Integer, List<byte[]>> keys = new TreeMap<>();
    Map<Integer, List<byte[]>> moved = new TreeMap<>();
    for (FileTask planned : plan.tasks()) {
      FileTask task =
          new FileTask(
              planned.table(),
              planned.number(),
              planned.path(),
              planned.types(),
              planned.months(),
              buckets,
              all(buckets));
      Map<Integer, List<byte[]>> own =
          rows.computeIfAbsent(task.table(), unused -> new TreeMap<>());
      new FileRows(request.profile(), store).read(task, collect(own, keys));
    }
    for (List<byte[]> blocks : keys.values()) {
      MovedRows.find(
          blocks,
          (bucket, block) -> moved.computeIfAbsent(bucket, unused -> new ArrayList<>()).add(block));
    }
    List<UnitEntry> entries = new ArrayList<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      entries.add(
          BucketBackfills.of(request, store, progress)
              .backfill(
                  bucket,
                  new BucketBackfill.Rows(
                      in(rows.get(FileTask.Table.OBSERVATIONS), bucket),
                      in(rows.get(FileTask.Table.TRACES), bucket),
                      in(rows.get(FileTask.Table.DATASET_RUN_ITEMS), bucket),
                      in(moved, bucket))));
    }
    return entries;
  }

  private static Set<Integer> all(int buckets) {
    TreeSet<Integer> all = new TreeSet<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      all.add(bucket);
    }
    return all;
  }

  /** The order in which blocks come to a bucket is not that of the files. */
  private static List<byte[]> in(Map<Integer, List<byte[]>> blocks, int bucket) {
    List<byte[]> own =
        new ArrayList<>(blocks == null ? List.of() : blocks.getOrDefault(bucket, List.of()));
    Collections.reverse(own);
    return own;
  }

  private static FileRows.Out collect(
      Map<Integer, List<byte[]>> rows, Map<Integer, List<byte[]>> keys) {
    return new FileRows.Out() {
      @Override
      public void rows(int bucket, byte[] block) {
        rows.computeIfAbsent(bucket, unused -> new ArrayList<>()).add(block);
      }

      @Override
      public void keys(int bucket, byte[] block) {
        keys.computeIfAbsent(bucket, unused -> new ArrayList<>()).add(block);
      }
    };
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void eventsOfFilesAreWhatTheReferenceMakesOfTheTables(Profile profile) throws IOException {
    List<UnitEntry> entries = run(request(profile), 7, UnitProgress.NONE);
    ReferenceSql.assertWritten(server, profile);
    assertThat(entries.stream().mapToLong(entry -> entry.rows().read()).sum())
        .isEqualTo(
            Long.parseLong(
                server.value(
                    "SELECT count() FROM observations WHERE toYYYYMM(start_time) = 202406")));
    assertThat(entries.stream().mapToLong(entry -> entry.rows().duplicates()).sum()).isPositive();
    assertThat(
            entries.stream().mapToLong(entry -> entry.counters().getOrDefault("deleted", 0L)).sum())
        .isPositive();
  }

  @Test
  void aRunThatWasKilledGoesOnWithoutLossAndWithoutDoubles() throws IOException {
    BackfillRequest request = request(Profile.SEED);
    for (int batches : new int[] {1, 4, 2}) {
      assertThatThrownBy(() -> run(request, 3, new Kill(batches))).hasMessage("killed");
    }
    assertThat(run(request, 3, UnitProgress.NONE)).hasSize(3);
    ReferenceSql.assertWritten(server, Profile.SEED);
  }

  @Test
  void bucketsGoThroughStagingTablesToo() throws IOException {
    BackfillRequest request = request(Profile.SEED).withInserts(BackfillRequest.Inserts.STAGING);
    assertThatThrownBy(() -> run(request, 2, new Kill(3))).hasMessage("killed");
    assertThat(server.value("SELECT count() FROM events")).isEqualTo("0");
    assertThat(run(request, 2, UnitProgress.NONE)).hasSize(2);
    ReferenceSql.assertWritten(server, Profile.SEED);
  }

  @Test
  void otherFilesInTheSameOutputAreRefused() throws IOException {
    BackfillRequest request = request(Profile.SEED);
    ObjectStore store = ObjectStore.create();
    var unused = FilesPlan.of(request, BackfillPlan.client(request), store);
    Path more = exports.resolve("observations/more.parquet");
    Files.copy(exports.resolve("observations/0.parquet"), more);
    try {
      assertThatThrownBy(() -> FilesPlan.of(request, BackfillPlan.client(request), store))
          .isInstanceOf(RunFailedException.class)
          .hasMessageContaining("Use another --output");
    } finally {
      Files.delete(more);
    }
  }

  @Test
  void filesThatLackAColumnOrAreNoneAreNamed() {
    BackfillRequest request = request(Profile.SEED);
    ExportFiles files = request.files();
    BackfillRequest swapped =
        request.ofFiles(new ExportFiles(files.observations(), List.of("nowhere"), List.of()));
    ObjectStore store = ObjectStore.create();
    assertThatThrownBy(() -> FilesPlan.of(swapped, BackfillPlan.client(swapped), store))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("--tracesFiles=nowhere matches no Parquet file");
    BackfillRequest wrong =
        request.ofFiles(new ExportFiles(files.observations(), files.datasetRunItems(), List.of()));
    assertThatThrownBy(() -> FilesPlan.of(wrong, BackfillPlan.client(wrong), store))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("--tracesFiles: the files have no column timestamp");
  }
}
