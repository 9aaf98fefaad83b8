package dev.parqueduct.io.clickhouse.events.insert;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.Event;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Tables like that of events, one for each unit of work that is under way. Once a unit is in its
 * table, the parts of that are moved, and the table is dropped. A server that dies in the middle of
 * a move may come back with parts in both tables; so before a move goes on, the parts that have
 * arrived are dropped where they came from. That parts can be told apart, they are never merged
 * there.
 */
public final class Staging implements Destination {
  private static final String MOVING = "moving.json";

  private final ServerClient client;
  private final TableName events;
  private final ObjectStore store;
  private final Ledger ledger;
  private final String prefix;

  public Staging(BackfillRequest request, ServerClient client, ObjectStore store) {
    this.client = requireNonNull(client, "client");
    this.events = request.tables().events();
    this.store = requireNonNull(store, "store");
    this.ledger = Ledger.of(request.output(), store);
    CRC32 output = new CRC32();
    output.update(request.output().getBytes(StandardCharsets.UTF_8));
    this.prefix = String.format(Locale.ROOT, "%s_staging_%08x_", events.table(), output.getValue());
  }

  /** The table of a unit. */
  TableName table(String unit) {
    return new TableName(events.database(), prefix + unit.replace('-', '_'));
  }

  @Override
  public TableName begin(String unit) throws IOException {
    TableName table = table(unit);
    if (isMoving(unit)) {
      return table;
    }
    List<StoredObject> recorded =
        store.list(ObjectStore.join(ledger.pendingFolder(unit), "*.json")).stream()
            .filter(file -> ChunkProgress.isOne(file.path()))
            .toList();
    if (exists(table) && !recorded.isEmpty()) {
      return table;
    }
    // One of the two without the other tells nothing.
    for (StoredObject file : recorded) {
      store.delete(file.path());
    }
    drop(table);
    execute("make " + table, "CREATE TABLE " + table.sql() + " AS " + events.sql());
    execute(
        "prepare " + table,
        "ALTER TABLE "
            + table.sql()
            + " MODIFY SETTING non_replicated_deduplication_window = 10000,"
            + " max_bytes_to_merge_at_max_space_in_pool = 1,"
            + " max_bytes_to_merge_at_min_space_in_pool = 1");
    return table;
  }

  private boolean isMoving(String unit) throws IOException {
    return store.exists(marker(unit));
  }

  private String marker(String unit) {
    return ObjectStore.join(ledger.pendingFolder(unit), MOVING);
  }

  private boolean exists(TableName table) throws IOException {
    return !client
        .texts(
            Query.of(
                "look for " + table,
                "SELECT name FROM system.tables WHERE database = "
                    + SqlText.literal(table.database())
                    + " AND name = "
                    + SqlText.literal(table.table())))
        .isEmpty();
  }

  @Override
  public void end(String unit, long rows) throws IOException {
    TableName table = table(unit);
    String id = table.table() + "-move-";
    if (isMoving(unit)) {
      // Of an earlier attempt, which the server may still be at.
      client.texts(
          Query.of(
              "end an earlier move",
              "KILL QUERY WHERE startsWith(query_id, " + SqlText.literal(id) + ") SYNC"));
      if (!exists(table)) {
        return;
      }
      dropArrived(table);
    } else {
      checkRows(table, rows);
      store.write(marker(unit), "{}".getBytes(StandardCharsets.UTF_8), ledger.pendingFolder(unit));
    }
    for (String partition : partitions(table)) {
      var unused =
          client.execute(
              Query.of(
                      "move " + table + " to " + events,
                      "ALTER TABLE "
                          + table.sql()
                          + " MOVE PARTITION ID "
                          + SqlText.literal(partition)
                          + " TO TABLE "
                          + events.sql())
                  .withId(id + System.nanoTime()));
    }
    drop(table);
  }

  /**
   * More rows than were sent would be doubles; there are fewer where one insert had two versions.
   */
  private void checkRows(TableName table, long rows) throws IOException {
    long there =
        Long.parseLong(
            client
                .texts(Query.of("count " + table, "SELECT toString(count()) FROM " + table.sql()))
                .get(0)
                .get(0));
    if (there > rows || (rows > 0 && there == 0)) {
      throw RunFailedException.failed(
          String.format(
              Locale.ROOT,
              "The staging table %s has %,d rows, and %,d were inserted: nothing of it was moved."
                  + " Drop the table and run the same command again.",
              table,
              there,
              rows));
    }
  }

  private List<String> partitions(TableName table) throws IOException {
    return client
        .texts(
            Query.of(
                "list the partitions of " + table,
                "SELECT DISTINCT partition_id FROM system.parts WHERE active AND "
                    + table.condition()
                    + " ORDER BY partition_id"))
        .stream()
        .map(row -> row.get(0))
        .toList();
  }

  /**
   * Drops the parts that are in the table of events already: there a part of the same checksum is,
   * or was until merges took it, or else its rows are.
   */
  private void dropArrived(TableName table) throws IOException {
    String key = "(project_id, trace_id, span_id, start_time, event_ts)";
    List<List<String>> parts =
        client.texts(
            Query.of(
                "list the parts of " + table,
                "SELECT name, if(hash_of_all_files IN (SELECT hash_of_all_files FROM system.parts"
                    + " WHERE "
                    + events.condition()
                    + "), 'there', '') FROM system.parts WHERE active AND "
                    + table.condition()));
    for (List<String> part : parts) {
      String name = SqlText.literal(part.get(0));
      boolean there =
          !part.get(1).isEmpty()
              || client
                  .texts(
                      Query.of(
                          "look for a part of " + table,
                          "WITH sample AS (SELECT DISTINCT "
                              + key
                              + " AS k FROM "
                              + table.sql()
                              + " WHERE _part = "
                              + name
                              + " ORDER BY k LIMIT 8) SELECT if((SELECT count() FROM sample)"
                              + " = (SELECT uniqExact("
                              + key
                              + ") FROM "
                              + events.sql()
                              + " WHERE "
                              + key
                              + " IN (SELECT k FROM sample)), '1', '')"))
                  .get(0)
                  .get(0)
                  .equals("1");
      if (there) {
        Event.of("part_arrived").with("table", table.toString()).with("part", part.get(0)).log();
        execute("drop a part of " + table, "ALTER TABLE " + table.sql() + " DROP PART " + name);
      }
    }
  }

  private void drop(TableName table) throws IOException {
    execute("drop " + table, "DROP TABLE IF EXISTS " + table.sql() + " SYNC");
  }

  private void execute(String what, String sql) throws IOException {
    var unused = client.execute(Query.of(what, sql));
  }
}
