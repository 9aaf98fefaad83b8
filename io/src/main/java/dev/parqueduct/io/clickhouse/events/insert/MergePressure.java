package dev.parqueduct.io.clickhouse.events.insert;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.util.Sleeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets inserts wait while a partition of the target has more parts than it should. */
public final class MergePressure {
  private static final Logger LOG = LoggerFactory.getLogger(MergePressure.class);
  private static final long POLL_MILLIS = 1000;

  private final ServerClient client;
  private final TableName table;
  private final int maxParts;
  private final Sleeper sleeper;

  /**
   * @param maxParts parts of a partition at most; 0 for any number
   */
  public MergePressure(ServerClient client, TableName table, int maxParts, Sleeper sleeper) {
    this.client = requireNonNull(client, "client");
    this.table = requireNonNull(table, "table");
    this.maxParts = maxParts;
    this.sleeper = requireNonNull(sleeper, "sleeper");
  }

  /** Waits until there is room for another part. */
  void await(String partition, UnitProgress progress) throws IOException {
    if (maxParts == 0) {
      return;
    }
    boolean told = false;
    while (parts(partition) > maxParts) {
      if (!told) {
        LOG.warn(
            "Partition {} of {} has over {} parts; inserts wait for merges ({} in the table)",
            partition,
            table,
            maxParts,
            busyWith(client, table));
        progress.count("insert_pauses", 1);
        told = true;
      }
      try {
        sleeper.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw RunFailedException.interrupted();
      }
      progress.count("insert_paused_millis", POLL_MILLIS);
    }
  }

  private long parts(String partition) throws IOException {
    return Long.parseLong(
        client
            .texts(
                Query.of(
                    "count the parts of " + table,
                    "SELECT toString(count()) FROM system.parts WHERE active AND "
                        + table.condition()
                        + " AND partition_id = "
                        + SqlText.literal(partition)))
            .get(0)
            .get(0));
  }

  /** What the server is busy with on a table, in a few words. */
  static String busyWith(ServerClient client, TableName table) throws IOException {
    List<String> row =
        client
            .texts(
                Query.of(
                    "ask what the server is busy with",
                    "SELECT toString(count()), ifNull(toString((SELECT count() FROM system.merges"
                        + " WHERE "
                        + table.condition()
                        + ")), '') FROM system.parts WHERE active AND "
                        + table.condition()))
            .get(0);
    return row.get(0) + " parts, " + row.get(1) + " merges";
  }
}
