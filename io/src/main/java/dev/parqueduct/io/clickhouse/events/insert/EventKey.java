package dev.parqueduct.io.clickhouse.events.insert;

import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What tells an event from others.
 *
 * @param span its id
 * @param startMillis since 1970
 * @param versionMillis of {@code event_ts}, since 1970
 */
public record EventKey(
    String project, String trace, String span, long startMillis, long versionMillis) {
  private static final int SAMPLE = 8;

  /** Keys of some rows of a batch: it is inserted in whole or not at all. */
  static List<EventKey> sample(ObservationBatch batch) {
    FixedColumn starts = (FixedColumn) batch.column("start_time");
    FixedColumn versions = (FixedColumn) batch.column("event_ts");
    List<EventKey> keys = new ArrayList<>();
    int step = Math.max(1, batch.rows() / SAMPLE);
    for (int row = 0; row < batch.rows(); row += step) {
      keys.add(
          new EventKey(
              batch.texts("project_id").text(row),
              batch.texts("trace_id").text(row),
              batch.texts("id").text(row),
              starts.longAt(row),
              versions.longAt(row)));
    }
    return keys;
  }

  /** The condition on events that it is the key of. */
  String condition() {
    return String.format(
        Locale.ROOT,
        "(project_id = %s AND trace_id = %s AND span_id = %s"
            + " AND start_time = fromUnixTimestamp64Milli(%d)"
            + " AND event_ts = fromUnixTimestamp64Milli(%d))",
        SqlText.literal(project),
        SqlText.literal(trace),
        SqlText.literal(span),
        startMillis,
        versionMillis);
  }
}
