package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.wire.ArrayColumn;
import dev.parqueduct.io.clickhouse.wire.MapColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The metadata of an observation and its trace as one map without duplicate keys: keys of the
 * observation in their order, then those that only the trace has. Of several entries with one key
 * in the map of either, the last counts.
 */
final class MergedMetadata {
  private static final byte[] TRACE_TAGS = "trace_tags".getBytes(StandardCharsets.UTF_8);
  private static final byte[] ATTRIBUTES = "attributes".getBytes(StandardCharsets.UTF_8);

  private final Profile profile;
  private final JsonTags json = new JsonTags();
  private final ArrayColumn names = new ArrayColumn(new StringColumn());
  private final ArrayColumn values = new ArrayColumn(new StringColumn());

  // The entries of one row: whose they are, and which.
  private MapColumn[] maps = new MapColumn[16];
  private int[] entries = new int[16];
  private int size;
  private byte[] tags;

  /** Whether an entry of the row stands in the place of another. */
  private boolean replaced;

  MergedMetadata(Profile profile) {
    this.profile = profile;
  }

  /** Merges the metadata of all rows. */
  void merge(ObservationBatch batch, TraceTable traces) {
    names.clear();
    values.clear();
    MapColumn own = (MapColumn) batch.column("metadata");
    MapColumn ofTraces = traces.metadata();
    for (int row = 0; row < batch.rows(); row++) {
      size = 0;
      tags = null;
      replaced = false;
      addAll(own, row, true);
      int trace = batch.trace(row);
      if (trace >= 0) {
        addAll(ofTraces, trace, profile == Profile.SEED);
        if (profile == Profile.SEED) {
          addTags(traces.tags(), trace);
        }
      }
      if (isConcatenation()) {
        append(own, row);
        if (trace >= 0) {
          append(ofTraces, trace);
        }
        if (tags != null) {
          appendTags();
        }
        names.endRow();
        values.endRow();
      } else {
        endRow();
      }
    }
  }

  /** Whether the row's entries are those of both maps, one after the other, and then the tags. */
  private boolean isConcatenation() {
    if (replaced || profile == Profile.LANGFUSE_RUST) {
      return false;
    }
    for (int i = 0; tags != null && i < size; i++) {
      if (((StringColumn) maps[i].keys()).isEqual(entries[i], TRACE_TAGS)) {
        return false;
      }
    }
    return true;
  }

  /** Appends all entries of a row of a map at once. */
  private void append(MapColumn map, int row) {
    names.elements().append(map.keys(), map.start(row), map.end(row));
    values.elements().append(map.items(), map.start(row), map.end(row));
  }

  private void appendTags() {
    ((StringColumn) names.elements()).append(TRACE_TAGS, 0, TRACE_TAGS.length);
    ((StringColumn) values.elements()).append(tags, 0, tags.length);
  }

  ArrayColumn names() {
    return names;
  }

  ArrayColumn values() {
    return values;
  }

  /** Adds the entries of a row of a map; those with keys that are there replace them, or do not. */
  private void addAll(MapColumn map, int row, boolean wins) {
    StringColumn keys = (StringColumn) map.keys();
    int before = size;
    for (int entry = map.start(row), end = map.end(row); entry < end; entry++) {
      int same = find(keys, entry);
      if (same < 0) {
        room();
        maps[size] = map;
        entries[size++] = entry;
      } else {
        replaced = true;
        if (wins || same >= before) {
          maps[same] = map;
          entries[same] = entry;
        }
      }
    }
  }

  private int find(StringColumn keys, int entry) {
    for (int i = 0; i < size; i++) {
      if (((StringColumn) maps[i].keys()).isEqual(entries[i], keys, entry)) {
        return i;
      }
    }
    return -1;
  }

  private void room() {
    if (size == maps.length) {
      maps = Arrays.copyOf(maps, 2 * size);
      entries = Arrays.copyOf(entries, 2 * size);
    }
  }

  private void addTags(ArrayColumn column, int trace) {
    if (column.start(trace) < column.end(trace)) {
      tags = json.of((StringColumn) column.elements(), column.start(trace), column.end(trace));
    }
  }

  private void endRow() {
    StringColumn nameTexts = (StringColumn) names.elements();
    StringColumn valueTexts = (StringColumn) values.elements();
    boolean tagsToCome = tags != null;
    for (int i = 0; i < size; i++) {
      StringColumn keys = (StringColumn) maps[i].keys();
      if (profile == Profile.LANGFUSE_RUST && keys.isEqual(entries[i], ATTRIBUTES)) {
        continue;
      }
      nameTexts.append(keys, entries[i]);
      if (tagsToCome && keys.isEqual(entries[i], TRACE_TAGS)) {
        valueTexts.append(tags, 0, tags.length);
        tagsToCome = false;
      } else {
        valueTexts.append((StringColumn) maps[i].items(), entries[i]);
      }
    }
    if (tagsToCome) {
      appendTags();
    }
    names.endRow();
    values.endRow();
  }
}
