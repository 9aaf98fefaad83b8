package dev.parqueduct.io.clickhouse.events.server;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a server is busy with on the table of events: how many parts the fullest of the partitions
 * that are written has, of as many as make the server slow inserts down, and how many merges run.
 *
 * @param partition the fullest
 * @param parts of it
 * @param limit parts at which the server delays inserts
 * @param merges that are running on the table
 */
public record ServerLoad(String partition, long parts, long limit, long merges) {
  /** From here on merges do not keep up. */
  private static final double MUCH = 0.5;

  public ServerLoad {
    requireNonNull(partition, "partition");
  }

  /**
   * Asks the server.
   *
   * @param partitions that are written; a table without partitions has one, {@code all}
   * @return empty if none of them has a part yet
   */
  public static Optional<ServerLoad> of(
      ServerClient client, TableName table, List<String> partitions) throws IOException {
    String wanted =
        partitions.stream().map(SqlText::literal).collect(Collectors.joining(", ")) + ", 'all'";
    List<List<String>> rows =
        client.texts(
            Query.of(
                "ask what the server is busy with",
                "SELECT partition_id, toString(count() AS parts), ifNull(toString((SELECT count()"
                    + " FROM system.merges WHERE "
                    + table.condition()
                    + ")), '0'), ifNull(toString((SELECT if(empty(own), value, own) FROM (SELECT"
                    + " value, (SELECT extract(engine_full, '\\\\bparts_to_delay_insert = ([0-9]+)')"
                    + " FROM system.tables WHERE database = "
                    + SqlText.literal(table.database())
                    + " AND name = "
                    + SqlText.literal(table.table())
                    + ") AS own FROM system.merge_tree_settings WHERE name ="
                    + " 'parts_to_delay_insert'))), '0') FROM system.parts WHERE active AND "
                    + table.condition()
                    + " AND partition_id IN ("
                    + wanted
                    + ") GROUP BY partition_id ORDER BY parts DESC, partition_id LIMIT 1"));
    return rows.stream()
        .findFirst()
        .map(
            row ->
                new ServerLoad(
                    row.get(0),
                    Long.parseLong(row.get(1)),
                    Long.parseLong(row.get(3)),
                    Long.parseLong(row.get(2))));
  }

  /** Whether it is time to slow down. */
  boolean isMuch() {
    return limit > 0 && parts >= limit * MUCH;
  }

  /** In words, {@code 202406: 14 of 1,000 parts, 2 merges}. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%s: %,d of %,d parts, %,d merges%s",
        partition,
        parts,
        limit,
        merges,
        isMuch() ? "; slow down: merges do not keep up" : "");
  }
}
