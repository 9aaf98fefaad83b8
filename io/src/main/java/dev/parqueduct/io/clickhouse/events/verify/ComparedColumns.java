package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.rules.EventWriter;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is compared of events: all columns that are made or copied, in the types that the table of
 * events has them in, and the metadata as one column of sorted pairs.
 *
 * @param types by name, in the order of the columns
 */
record ComparedColumns(Map<String, String> types) {
  /** The metadata of either side, names and values together. */
  static final String METADATA = "metadata";

  /** What tells rows apart that are compared with each other. */
  static final String KEY = "e.project_id, e.span_id";

  ComparedColumns {
    types = new LinkedHashMap<>(requireNonNull(types, "types"));
  }

  /**
   * Looks at the table of events.
   *
   * @param source what is read of observations
   */
  static ComparedColumns of(
      ServerClient client, EventTables tables, Profile profile, SourceTables source)
      throws IOException {
    Map<String, String> present = SourceTables.columns(client, tables.events());
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : EventWriter.columns(profile, source.columns())) {
      if (!column.startsWith(METADATA)) {
        types.put(column, present.get(column));
      }
    }
    types.put("is_deleted", present.get("is_deleted"));
    types.put(METADATA, "Array(Tuple(String, String))");
    return new ComparedColumns(types);
  }

  List<String> names() {
    return List.copyOf(types.keySet());
  }

  /** A 64-bit hash of all columns of a row. */
  String hash() {
    return "cityHash64("
        + names().stream().map(this::value).collect(Collectors.joining(", "))
        + ")";
  }

  /** A hash of each column, each with the row's key, so that rows cannot swap values unnoticed. */
  List<String> hashes() {
    List<String> hashes = new ArrayList<>();
    for (String name : names()) {
      hashes.add("cityHash64(" + KEY + ", " + value(name) + ")");
    }
    return hashes;
  }

  /** What of a column is hashed: null is told from empty. */
  private String value(String name) {
    String type = types.get(name);
    String column = "e." + SqlText.name(name);
    if (type.contains("Nullable(")) {
      return "isNull(" + column + "), ifNull(toString(" + column + "), '')";
    }
    return type.startsWith("Map(") || type.startsWith("Array(")
        ? "toString(" + column + ")"
        : column;
  }

  /** A column as text, of which the beginning is enough. */
  String text(String name, int characters) {
    return "substringUTF8(ifNull(toString(e."
        + SqlText.name(name)
        + "), 'NULL'), 1, "
        + characters
        + ")";
  }
}
