package dev.parqueduct.io.clickhouse.events.stream;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has observations come in the order of their key, so that a chunk that is read again has the same
 * batches, in the way that costs the server least:
 *
 * <ul>
 *   <li>A partition of one part is in order already, which the plan of the query tells.
 *   <li>A chunk that is not too large is sorted once its versions are chosen, for which keys alone
 *       are merged.
 *   <li>Otherwise versions are merged in order, with all their columns: this takes twice the time,
 *       and hardly any memory.
 * </ul>
 */
final class KeyOrder {
  private static final String CLAUSE = " ORDER BY project_id, type, toDate(start_time), id";

  /** What the server may sort in memory; when a chunk turns out larger, it takes its disk. */
  private static final long SORT_BYTES = 288L << 20;

  private final ServerClient client;

  KeyOrder(ServerClient client) {
    this.client = requireNonNull(client, "client");
  }

  /**
   * The query in order.
   *
   * @param rows of observations, {@code FINAL}, without an order
   * @param bytes about how much they are
   * @param attempt the first may take memory
   */
  Query of(Query rows, long bytes, int attempt) throws IOException {
    Query ordered =
        new Query(rows.what(), rows.sql() + CLAUSE, rows.id(), rows.settings())
            .with("optimize_read_in_order", 1);
    if (attempt > 0) {
      return ordered;
    }
    Query single = rows.with("max_threads", 1);
    if (isInOrder(single)) {
      return single;
    }
    return bytes > SORT_BYTES
        ? ordered
        : ordered
            .with("optimize_read_in_order", 0)
            .with("max_threads", 1)
            .with("max_bytes_before_external_sort", SORT_BYTES);
  }

  private boolean isInOrder(Query rows) throws IOException {
    List<String> plan = new ArrayList<>();
    Query question =
        new Query(rows.what(), "EXPLAIN PIPELINE " + rows.sql(), rows.id(), rows.settings());
    client.texts(question).forEach(row -> plan.add(row.get(0).strip()));
    return isOneReader(plan);
  }

  /**
   * Whether rows come from one reader that reads in order, with nothing above it that parts, joins
   * or merges: where keys are merged, rows come part by part.
   *
   * @param plan what {@code EXPLAIN PIPELINE} says, from the result down to the parts
   */
  static boolean isOneReader(List<String> plan) {
    for (int i = 0; i < plan.size(); i++) {
      String step = plan.get(i);
      if (step.startsWith("MergeTreeSelect")) {
        return step.contains("algorithm: InOrder") && !step.contains("×") && i == plan.size() - 1;
      }
      if (!step.startsWith("(")
          && !step.equals("ExpressionTransform")
          && !step.equals("FilterTransform")) {
        return false;
      }
    }
    return false;
  }
}
