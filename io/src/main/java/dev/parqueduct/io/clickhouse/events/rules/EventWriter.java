package dev.parqueduct.io.clickhouse.events.rules;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes events of observations and their traces, by the rules of a profile: columns that do not
 * change are written as the bytes they came in.
 */
public final class EventWriter {
  private final Profile profile;
  private final MergedMetadata metadata;
  private final MadeColumns made;

  public EventWriter(Profile profile) {
    this.profile = requireNonNull(profile, "profile");
    this.metadata = new MergedMetadata(profile);
    this.made = new MadeColumns(profile);
  }

  /** The columns that are written of batches with these columns, in their order. */
  public static List<String> columns(Profile profile, List<String> observationColumns) {
    List<String> columns = new ArrayList<>();
    for (String column : EventColumns.copied(profile)) {
      if (observationColumns.contains(EventColumns.source(column))) {
        columns.add(column);
      }
    }
    columns.addAll(EventColumns.made(profile));
    return columns;
  }

  /** Writes a batch as one block. */
  public void write(ObservationBatch batch, TraceTable traces, NativeOutput out) {
    out.clear();
    List<String> columns = columns(profile, batch.names());
    NativeBlock.writeHead(out, columns.size(), batch.rows());
    if (profile.mergesMetadata()) {
      metadata.merge(batch, traces);
    }
    for (String name : columns) {
      NativeBlock.writeColumn(out, name, column(name, batch, traces));
    }
    out.finish();
  }

  private Column column(String name, ObservationBatch batch, TraceTable traces) {
    return switch (name) {
      case "parent_span_id" -> made.parents(batch);
      case "version" -> made.versions(batch, traces);
      case "release", "user_id", "session_id" -> made.ofTraces(name, batch, traces);
      case "trace_name" -> made.ofTraces("name", batch, traces);
      case "public" -> made.published(batch, traces);
      case "bookmarked" -> made.bookmarked(batch, traces);
      case "tags" -> made.tags(batch, traces);
      case "model_parameters" -> made.modelParameters(batch);
      case "source" -> made.sources(batch);
      case "metadata_names" ->
          profile.mergesMetadata() ? metadata.names() : made.metadata(batch).keyArrays();
      case "metadata_raw_values", "metadata_values" ->
          profile.mergesMetadata() ? metadata.values() : made.metadata(batch).itemArrays();
      default -> copied(name, batch.column(EventColumns.source(name)));
    };
  }

  /** Most texts of events know no null; where it is one, the text beneath is empty. */
  private static Column copied(String name, Column column) {
    return !EventColumns.isLater(name)
            && column instanceof NullableColumn maybe
            && maybe.nested() instanceof StringColumn texts
        ? texts
        : column;
  }
}
