package dev.parqueduct.io.clickhouse.events.rules;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.ArrayColumn;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.MapColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The columns of events that are made; each is valid until the next one of its kind is. */
final class MadeColumns {
  private static final byte[] NOTHING = {};
  private static final byte[] ROOT = "t-".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NO_PARAMETERS = "{}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] RESOURCE = "resourceAttributes".getBytes(StandardCharsets.UTF_8);

  private final Profile profile;
  private final byte[] otel;
  private final byte[] ingestion;
  private final StringColumn texts = new StringColumn();
  private final FixedColumn flags = new FixedColumn("Bool", 1);
  private final ArrayColumn tags = new ArrayColumn(new StringColumn());

  MadeColumns(Profile profile) {
    this.profile = requireNonNull(profile, "profile");
    this.otel = ("otel" + profile.sourceEnding()).getBytes(StandardCharsets.UTF_8);
    this.ingestion = ("ingestion-api" + profile.sourceEnding()).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Spans without a parent are below the span that stands for the trace, but for that span itself.
   */
  Column parents(ObservationBatch batch) {
    texts.clear();
    StringColumn ids = batch.texts("id");
    StringColumn traceIds = batch.texts("trace_id");
    StringColumn parents = batch.texts("parent_observation_id");
    boolean newer = profile == Profile.LANGFUSE_V4;
    for (int row = 0; row < batch.rows(); row++) {
      boolean root = newer ? ids.isEqual(row, traceIds, row) : isRoot(ids, traceIds, row);
      boolean orphan = newer ? batch.isNull("parent_observation_id", row) : parents.isEmpty(row);
      if (root) {
        texts.append(NOTHING, 0, 0);
      } else if (orphan) {
        texts.append(ROOT, traceIds.array(), traceIds.from(row), traceIds.to(row));
      } else {
        texts.append(parents, row);
      }
    }
    return texts;
  }

  private static boolean isRoot(StringColumn ids, StringColumn traceIds, int row) {
    byte[] bytes = ids.array();
    int from = ids.from(row);
    int to = ids.to(row);
    return to - from >= ROOT.length
        && bytes[from] == ROOT[0]
        && bytes[from + 1] == ROOT[1]
        && Arrays.equals(
            bytes, from + ROOT.length, to, traceIds.array(), traceIds.from(row), traceIds.to(row));
  }

  /** The observation's own, or else, for some profiles, the trace's. */
  Column versions(ObservationBatch batch, TraceTable traces) {
    if (profile != Profile.LANGFUSE_V4) {
      return batch.texts("version");
    }
    texts.clear();
    StringColumn own = batch.texts("version");
    StringColumn ofTraces = traces.texts("version");
    for (int row = 0; row < batch.rows(); row++) {
      int trace = batch.isNull("version", row) ? batch.trace(row) : -1;
      if (trace >= 0) {
        texts.append(ofTraces, trace);
      } else {
        texts.append(own, row);
      }
    }
    return texts;
  }

  /** Texts of the traces, empty without one. */
  Column ofTraces(String name, ObservationBatch batch, TraceTable traces) {
    texts.clear();
    StringColumn values = traces.texts(name);
    for (int row = 0; row < batch.rows(); row++) {
      int trace = batch.trace(row);
      if (trace >= 0) {
        texts.append(values, trace);
      } else {
        texts.append(NOTHING, 0, 0);
      }
    }
    return texts;
  }

  Column published(ObservationBatch batch, TraceTable traces) {
    flags.clear();
    FixedColumn values = traces.flags("public");
    for (int row = 0; row < batch.rows(); row++) {
      int trace = batch.trace(row);
      flags.append(trace < 0 ? 0 : values.byteAt(trace));
    }
    return flags;
  }

  /** A bookmark is on the uppermost spans of a trace. */
  Column bookmarked(ObservationBatch batch, TraceTable traces) {
    flags.clear();
    FixedColumn values = traces.flags("bookmarked");
    StringColumn parents = batch.texts("parent_observation_id");
    for (int row = 0; row < batch.rows(); row++) {
      int trace = batch.trace(row);
      flags.append(trace < 0 || !parents.isEmpty(row) ? 0 : values.byteAt(trace));
    }
    return flags;
  }

  Column tags(ObservationBatch batch, TraceTable traces) {
    tags.clear();
    ArrayColumn values = traces.tags();
    for (int row = 0; row < batch.rows(); row++) {
      int trace = batch.trace(row);
      if (trace >= 0) {
        tags.append(values, trace, trace + 1);
      } else {
        tags.appendDefault();
      }
    }
    return tags;
  }

  /** An object in JSON, where there may be nothing. */
  Column modelParameters(ObservationBatch batch) {
    texts.clear();
    StringColumn own = batch.texts("model_parameters");
    for (int row = 0; row < batch.rows(); row++) {
      boolean none =
          profile == Profile.LANGFUSE_V4 ? batch.isNull("model_parameters", row) : own.isEmpty(row);
      if (none) {
        texts.append(NO_PARAMETERS, 0, NO_PARAMETERS.length);
      } else {
        texts.append(own, row);
      }
    }
    return texts;
  }

  /** Where the observation came from, by its own metadata. */
  Column sources(ObservationBatch batch) {
    texts.clear();
    MapColumn map = metadata(batch);
    StringColumn keys = (StringColumn) map.keys();
    for (int row = 0; row < batch.rows(); row++) {
      byte[] source = ingestion;
      for (int entry = map.start(row), end = map.end(row); entry < end; entry++) {
        if (keys.isEqual(entry, RESOURCE)) {
          source = otel;
        }
      }
      texts.append(source, 0, source.length);
    }
    return texts;
  }

  MapColumn metadata(ObservationBatch batch) {
    return (MapColumn) batch.column("metadata");
  }
}
