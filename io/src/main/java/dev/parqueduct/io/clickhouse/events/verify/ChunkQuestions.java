package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.verify.VerifySql.Side;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.http.ServerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is asked of either side of a comparison: the server computes, and answers with a row, a row
 * for each bucket, or few rows. Failures that may pass are waited out, and then less memory is
 * used.
 */
final class ChunkQuestions {
  private static final int KEYS_BYTES = 64 << 20;
  private static final int SMALL_BLOCK = 1024;

  private final ServerClient client;
  private final ComparedColumns columns;
  private final RetryWaits waits;
  private final long blockRows;

  /**
   * @param blockRows rows that the server may hold at a time, for each of its threads
   */
  ChunkQuestions(ServerClient client, ComparedColumns columns, RetryWaits waits, long blockRows) {
    this.client = requireNonNull(client, "client");
    this.columns = requireNonNull(columns, "columns");
    this.waits = requireNonNull(waits, "waits");
    this.blockRows = blockRows;
  }

  /**
   * A number of rows, and a sum over all their columns that does not depend on their order.
   *
   * @param hashes the sum of the rows' hashes, modulo 2^64
   */
  record Sum(long rows, String hashes) {}

  /** The sum of the rows that a condition holds for. */
  Sum sum(Side side, String condition) throws IOException {
    List<String> row =
        ask(
                "sum up " + side.name(),
                "SELECT toString(count()), toString(sum(" + columns.hash() + "))",
                side,
                condition,
                "")
            .get(0);
    return new Sum(Long.parseLong(row.get(0)), row.get(1));
  }

  /** Sums by bucket, of the buckets that are not empty. */
  Map<Long, Sum> buckets(Side side, long buckets, String condition) throws IOException {
    Map<Long, Sum> sums = new HashMap<>();
    for (List<String> row :
        ask(
            "sum up " + side.name(),
            "SELECT toString("
                + bucket(buckets)
                + " AS bucket), toString(count()), toString(sum("
                + columns.hash()
                + "))",
            side,
            condition,
            " GROUP BY bucket")) {
      sums.put(Long.parseLong(row.get(0)), new Sum(Long.parseLong(row.get(1)), row.get(2)));
    }
    return sums;
  }

  /** The sum of each column alone. */
  List<String> columnSums(Side side, String condition) throws IOException {
    String sums =
        columns.hashes().stream()
            .map(hash -> "toString(sum(" + hash + "))")
            .collect(Collectors.joining(", "));
    return ask("sum up the columns of " + side.name(), "SELECT " + sums, side, condition, "")
        .get(0);
  }

  /**
   * Rows by their hashes.
   *
   * @param project of the row
   * @param span its id
   * @param hashes of its columns
   */
  record Row(String project, String span, List<String> hashes) {}

  List<Row> rows(Side side, String condition) throws IOException {
    String hashes =
        columns.hashes().stream()
            .map(hash -> "toString(" + hash + ")")
            .collect(Collectors.joining(", "));
    List<Row> rows = new ArrayList<>();
    for (List<String> row :
        ask(
            "look at rows of " + side.name(),
            "SELECT " + ComparedColumns.KEY + ", " + hashes,
            side,
            condition,
            "")) {
      rows.add(new Row(row.get(0), row.get(1), row.subList(2, row.size())));
    }
    return rows;
  }

  /** The columns of a row in words, and hashes of them; empty when there is no such row. */
  List<String> values(Side side, String project, String span, int characters) throws IOException {
    List<String> selected = new ArrayList<>();
    for (String name : columns.names()) {
      selected.add(columns.text(name, characters));
    }
    for (String hash : columns.hashes()) {
      selected.add("toString(" + hash + ")");
    }
    List<List<String>> rows =
        ask(
            "show a row of " + side.name(),
            "SELECT " + String.join(", ", selected),
            side,
            "e.project_id = "
                + SqlText.literal(project)
                + " AND e.span_id = "
                + SqlText.literal(span),
            " ORDER BY e.start_time, e.trace_id LIMIT 1");
    return rows.isEmpty() ? List.of() : rows.get(0);
  }

  /** The key of a row that chance chooses, the same each time; empty if there are no rows. */
  List<String> anyKey(Side side) throws IOException {
    List<List<String>> keys =
        ask(
            "choose a row of " + side.name(),
            "SELECT " + ComparedColumns.KEY,
            side,
            "1",
            " ORDER BY cityHash64(" + ComparedColumns.KEY + ") LIMIT 1");
    return keys.isEmpty() ? List.of() : keys.get(0);
  }

  /** The number of a row's bucket. */
  static String bucket(long buckets) {
    return "cityHash64(" + ComparedColumns.KEY + ") % " + buckets;
  }

  private List<List<String>> ask(
      String what, String selection, Side side, String condition, String ending)
      throws IOException {
    RetryWaits.Attempts attempts = waits.start();
    while (true) {
      try {
        return client.texts(
            gentle(
                Query.of(
                    what,
                    selection + " FROM (" + side.sql() + ") AS e WHERE " + condition + ending),
                attempts.count()));
      } catch (ServerException e) {
        if (!e.kind().mayPass() || !attempts.await(e)) {
          throw e;
        }
      }
    }
  }

  private Query gentle(Query query, int attempt) {
    Query asked =
        query
            // The default of newer servers takes many times the memory of this one.
            .with("join_algorithm", "hash")
            .with("join_use_nulls", 0)
            .with("do_not_merge_across_partitions_select_final", 1)
            .with("optimize_move_to_prewhere_if_final", 1)
            .with("output_format_json_escape_forward_slashes", 0)
            .with("max_query_size", KEYS_BYTES)
            .with("max_block_size", attempt == 0 ? blockRows : Math.min(blockRows, SMALL_BLOCK));
    return attempt == 0 ? asked : asked.with("max_threads", 1);
  }
}
