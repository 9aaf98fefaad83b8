package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table that is written.
 *
 * @param name of it
 * @param identity that another table of the same name does not have
 * @param engine with its arguments and settings
 * @param partitionKey the expression
 * @param window how many tokens it remembers
 * @param views that are filled by inserts into it
 */
public record EventTarget(
    TableName name,
    String identity,
    String engine,
    String partitionKey,
    long window,
    List<String> views) {
  /** As many batches as are under way at once, and more. */
  private static final long LEAST_WINDOW = 100;

  public EventTarget {
    requireNonNull(name, "name");
    requireNonNull(identity, "identity");
    views = List.copyOf(views);
  }

  /** Looks at the table. */
  public static EventTarget of(ServerClient client, TableName name) throws IOException {
    List<List<String>> rows =
        client.texts(
            Query.of(
                "look at table " + name,
                "SELECT toString(uuid), engine_full, partition_key,"
                    + " arrayStringConcat(arrayMap((d, t) -> concat(d, '.', t),"
                    + " dependencies_database, dependencies_table), '\\n') FROM system.tables WHERE"
                    + " database = "
                    + SqlText.literal(name.database())
                    + " AND name = "
                    + SqlText.literal(name.table())));
    if (rows.isEmpty()) {
      throw RunFailedException.usage("There is no table " + name + ", or the user may not see it.");
    }
    String engine = rows.get(0).get(1);
    return new EventTarget(
        name,
        rows.get(0).get(0),
        engine,
        rows.get(0).get(2),
        window(client, engine),
        rows.get(0).get(3).lines().toList());
  }

  private static String windowSetting(String engine) {
    return engine.startsWith("Replicated") || engine.startsWith("Shared")
        ? "replicated_deduplication_window"
        : "non_replicated_deduplication_window";
  }

  private static long window(ServerClient client, String engine) throws IOException {
    String setting = windowSetting(engine);
    Matcher own = Pattern.compile("\\b" + setting + " = ([0-9]+)").matcher(engine);
    if (own.find()) {
      return Long.parseLong(own.group(1));
    }
    return Long.parseLong(
        client
            .texts(
                Query.of(
                    "ask for settings of tables",
                    "SELECT value FROM system.merge_tree_settings WHERE name = "
                        + SqlText.literal(setting)))
            .get(0)
            .get(0));
  }

  /**
   * Checks that inserts cannot be done twice.
   *
   * @throws RunFailedException with exit code 2 and the statement that helps
   */
  public void check(BackfillRequest.Inserts inserts) {
    if (!engine.contains("MergeTree")) {
      throw RunFailedException.usage("Table " + name + " is no MergeTree, but " + engine + ".");
    }
    if (!partitionKey.isEmpty() && !partitionKey.equals("toYYYYMM(start_time)")) {
      throw RunFailedException.usage(
          "Table "
              + name
              + " is partitioned by "
              + partitionKey
              + ": an insert would have several parts. It must be toYYYYMM(start_time), or none.");
    }
    if (inserts == BackfillRequest.Inserts.STAGING && !views.isEmpty()) {
      throw RunFailedException.usage(
          "Table "
              + name
              + " fills "
              + String.join(", ", views)
              + ", and parts that are moved into it would not come there. Run without --staging.");
    }
    if (inserts == BackfillRequest.Inserts.TOKENS && window < LEAST_WINDOW) {
      throw RunFailedException.usage(
          "Table "
              + name
              + " remembers the tokens of "
              + window
              + " inserts, too few to tell which are done. Execute ALTER TABLE "
              + name.sql()
              + " MODIFY SETTING "
              + windowSetting(engine)
              + " = 10000, or use --staging.");
    }
  }
}
