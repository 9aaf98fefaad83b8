package dev.parqueduct.io.clickhouse.events.stream;

import dev.parqueduct.io.clickhouse.events.rules.ObservationBatch;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.List;
import java.util.TreeSet;

/** Traces that are not among those of the chunk's days. */
final class LateTraces {
  private LateTraces() {}

  /** The ids of the traces of a batch, each once. */
  static List<String> ids(ObservationBatch batch) {
    TreeSet<String> ids = new TreeSet<>();
    StringColumn traceIds = batch.texts("trace_id");
    for (int row = 0; row < batch.rows(); row++) {
      ids.add(traceIds.text(row));
    }
    return List.copyOf(ids);
  }
}
