package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Limits;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.plan.ExportFiles;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import java.util.List;

/** Makes a request of the options of {@code backfill-events}, and checks them. */
final class BackfillEventsConfig {
  private static final double MILLIS = 1000;

  private BackfillEventsConfig() {}

  static BackfillRequest request(BackfillEventsOptions options) {
    Checked.metricsPort(options);
    int unused = Checked.notNegative("concurrency", options.getConcurrency());
    if (options.getOutput().isBlank() || ObjectStore.hasWildcard(options.getOutput())) {
      throw RunFailedException.usage("--output=" + options.getOutput() + " must name a folder.");
    }
    Profile profile = Choice.of(Profile.class, "profile", options.getProfile());
    DatasetRuns datasetRuns =
        options.getExcludeDatasetItems() || profile.leavesOutDatasetRuns()
            ? DatasetRuns.LEFT_OUT
            : DatasetRuns.KEPT;
    Join join = Choice.of(Join.class, "join", options.getJoin());
    checkVerifyAndRootSpans(options, profile, join);
    return new BackfillRequest(
        new ServerAddress(
            options.getUrl(),
            options.getUser(),
            new PasswordSource(options.getPasswordFile(), options.getPasswordEnv()),
            options.getDatabase()),
        tables(options, profile),
        profile,
        Checked.list(options.getPartition()),
        datasetRuns,
        options.getRootSpans() ? RootSpans.MADE : RootSpans.NONE,
        inserts(options),
        join,
        files(options, join, datasetRuns),
        new Sizes(
            (int) Checked.positive("batchSize", options.getBatchSize()),
            Sizes.BATCH_BYTES,
            Checked.positive("chunkRows", options.getChunkRows())),
        new Limits(
            Checked.notNegative("maxRetries", options.getMaxRetries()),
            Checked.positive("retryBackoff", Math.round(options.getRetryBackoff() * MILLIS)),
            Checked.notNegative("maxPartsPerPartition", options.getMaxPartsPerPartition())),
        options.getOutput());
  }

  private static void checkVerifyAndRootSpans(
      BackfillEventsOptions options, Profile profile, Join join) {
    if (options.getVerify() && options.getDryRun()) {
      throw RunFailedException.usage(
          "--verify compares what was inserted, and --dryRun inserts nothing: give one of them.");
    }
    if (options.getRootSpans() && profile != Profile.LANGFUSE_V4) {
      throw RunFailedException.usage(
          "--rootSpans makes what Langfuse's chain for version 4 does: it goes with"
              + " --profile=langfuse_v4 only.");
    }
    if (join == Join.FILES && (options.getVerify() || options.getRootSpans())) {
      throw RunFailedException.usage(
          "--join=files does not read tables: --verify and --rootSpans, which do, cannot go with it.");
    }
  }

  private static Inserts inserts(BackfillEventsOptions options) {
    if (options.getDryRun()) {
      return Inserts.NONE;
    }
    return options.getStaging() ? Inserts.STAGING : Inserts.TOKENS;
  }

  private static ExportFiles files(
      BackfillEventsOptions options, Join join, DatasetRuns datasetRuns) {
    boolean isRead = join == Join.FILES;
    boolean itemsAreRead = isRead && datasetRuns == DatasetRuns.LEFT_OUT;
    return new ExportFiles(
        files("observationsFiles", options.getObservationsFiles(), isRead, isRead),
        files("tracesFiles", options.getTracesFiles(), isRead, isRead),
        files("datasetRunItemsFiles", options.getDatasetRunItemsFiles(), isRead, itemsAreRead));
  }

  private static List<String> files(String option, String value, boolean known, boolean needed) {
    if (value.isBlank() && needed) {
      throw RunFailedException.usage(
          "--join=files reads files, and none are given. Use --" + option + ".");
    }
    if (!value.isBlank() && !known) {
      throw RunFailedException.usage("--" + option + " is for --join=files, and not read.");
    }
    return needed ? Checked.list(value) : List.of();
  }

  private static EventTables tables(BackfillEventsOptions options, Profile profile) {
    String database = options.getDatabase();
    String events = options.getEventsTable();
    return new EventTables(
        TableName.parse("observationsTable", options.getObservationsTable(), database),
        TableName.parse("tracesTable", options.getTracesTable(), database),
        TableName.parse("eventsTable", events.isEmpty() ? profile.target() : events, database),
        TableName.parse("datasetRunItemsTable", options.getDatasetRunItemsTable(), database));
  }
}
