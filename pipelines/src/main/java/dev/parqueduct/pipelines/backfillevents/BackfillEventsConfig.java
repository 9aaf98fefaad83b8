package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.io.clickhouse.events.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Inserts;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Join;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Limits;
import dev.parqueduct.io.clickhouse.events.BackfillRequest.Sizes;
import dev.parqueduct.io.clickhouse.events.EventTables;
import dev.parqueduct.io.clickhouse.events.Profile;
import dev.parqueduct.io.clickhouse.events.TableName;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;

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
    return new BackfillRequest(
        new ServerAddress(
            options.getUrl(),
            options.getUser(),
            new PasswordSource(options.getPasswordFile(), options.getPasswordEnv()),
            options.getDatabase()),
        tables(options, profile),
        profile,
        Checked.list(options.getPartition()),
        options.getExcludeDatasetItems() || profile.leavesOutDatasetRuns()
            ? DatasetRuns.LEFT_OUT
            : DatasetRuns.KEPT,
        options.getDryRun() ? Inserts.NONE : Inserts.TOKENS,
        Choice.of(Join.class, "join", options.getJoin()),
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
