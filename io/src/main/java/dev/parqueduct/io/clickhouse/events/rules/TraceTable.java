package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.wire.ArrayColumn;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.ColumnType;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.MapColumn;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.util.ArrayList;
import java.util.List;

/** Traces in memory, the newest version of each. Which columns there are depends on the profile. */
public final class TraceTable {
  /** What is in front of names where a block has columns of traces beside others. */
  static final String OWN = "trace.";

  private final List<String> names;
  private final List<Column> columns = new ArrayList<>();
  private final StringColumn projects;
  private final StringColumn ids;
  private final FixedColumn versions;
  private final FixedColumn days;
  private final KeyIndex index;

  public TraceTable(Profile profile) {
    names = names(profile);
    for (String name : names) {
      columns.add(ColumnType.column(name, type(name)));
    }
    projects = (StringColumn) column("project_id");
    ids = (StringColumn) column("id");
    versions = (FixedColumn) column("event_ts");
    days = (FixedColumn) column("at");
    index = new KeyIndex(projects, ids);
  }

  /** The columns that a profile needs. */
  public static List<String> names(Profile profile) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "project_id",
                "id",
                "event_ts",
                "at",
                "user_id",
                "session_id",
                "release",
                "public",
                "bookmarked",
                "tags"));
    if (profile.mergesMetadata()) {
      names.add("metadata");
    } else {
      names.add("name");
      names.add("version");
    }
    return names;
  }

  /** Types as they are asked for, whatever the table has. */
  public static String type(String name) {
    return switch (name) {
      case "event_ts", "at" -> "Int64";
      case "public", "bookmarked" -> "Bool";
      case "tags" -> "Array(String)";
      case "metadata" -> "Map(String, String)";
      default -> "String";
    };
  }

  /**
   * Selects traces, the newest version of each row.
   *
   * @param condition on columns of the table: within, where the names of results do not hide them
   *     from the primary key
   */
  public static String select(Profile profile, TableName table, String condition) {
    List<String> columns = new ArrayList<>();
    for (String name : names(profile)) {
      columns.add(SqlText.name(name.equals("at") ? "timestamp" : name));
    }
    return "SELECT "
        + selection(profile)
        + " FROM (SELECT "
        + String.join(", ", columns)
        + " FROM "
        + table.sql()
        + " FINAL WHERE "
        + condition
        + ") AS t";
  }

  private static String selection(Profile profile) {
    List<String> expressions = new ArrayList<>();
    for (String name : names(profile)) {
      expressions.add(
          switch (name) {
            case "event_ts" -> "toUnixTimestamp64Micro(toDateTime64(t.event_ts, 6)) AS event_ts";
            case "at" -> "toUnixTimestamp64Micro(toDateTime64(t.timestamp, 6)) AS at";
            case "public", "bookmarked" -> "CAST(t." + name + ", 'Bool') AS " + name;
            case "tags" -> "CAST(t.tags, 'Array(String)') AS tags";
            case "metadata" -> "CAST(t.metadata, 'Map(String, String)') AS metadata";
            default -> "ifNull(CAST(t." + name + ", 'Nullable(String)'), '') AS " + name;
          });
    }
    return String.join(", ", expressions);
  }

  /** Adds traces; of two versions of one, the newer stays. */
  public void add(NativeBlock block) {
    add(block, 0, block.rows());
  }

  /** Adds some traces of a block. */
  public void add(NativeBlock block, int from, int to) {
    int row = projects.rows();
    for (int i = 0; i < names.size(); i++) {
      columns.get(i).append(block.column(names.get(i)), from, to);
    }
    for (; row < projects.rows(); row++) {
      int before = index.put(row);
      if (before >= 0 && isNewer(before, row)) {
        int unused = index.put(before);
      }
    }
  }

  /**
   * Adds the traces of a block that has them beside other columns, row by row; they are found by
   * their number alone.
   *
   * @return the number of the first
   */
  public int addOwn(NativeBlock block) {
    int first = projects.rows();
    for (int i = 0; i < names.size(); i++) {
      columns.get(i).append(block.column(OWN + names.get(i)), 0, block.rows());
    }
    return first;
  }

  /** Equal versions can only be of different days; the later one counts. */
  private boolean isNewer(int row, int other) {
    int byVersion = Long.compare(versions.longAt(row), versions.longAt(other));
    return byVersion > 0 || (byVersion == 0 && days.longAt(row) > days.longAt(other));
  }

  /** The trace of a project and an id, or -1. */
  public int find(StringColumn otherProjects, StringColumn otherIds, int row) {
    return index.find(otherProjects, otherIds, row);
  }

  /** How many traces can be found, versions counted as one. */
  public int size() {
    return index.size();
  }

  public void clear() {
    columns.forEach(Column::clear);
    index.clear();
  }

  private Column column(String name) {
    return columns.get(names.indexOf(name)).values();
  }

  StringColumn texts(String name) {
    Column column = column(name);
    return (StringColumn) (column instanceof NullableColumn maybe ? maybe.nested() : column);
  }

  FixedColumn flags(String name) {
    return (FixedColumn) column(name);
  }

  ArrayColumn tags() {
    return (ArrayColumn) column("tags");
  }

  MapColumn metadata() {
    return (MapColumn) column("metadata");
  }
}
