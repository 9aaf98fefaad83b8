package dev.parqueduct.io.clickhouse.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * A query.
 *
 * @param what it is for, as the rest of "Cannot …"
 * @param sql the text
 * @param id by which the server knows it; empty to let the server choose
 * @param settings for this query alone
 */
public record Query(String what, String sql, String id, Map<String, String> settings) {
  public Query {
    requireNonNull(what, "what");
    requireNonNull(sql, "sql");
    requireNonNull(id, "id");
    settings = new TreeMap<>(settings);
  }

  public static Query of(String what, String sql) {
    return new Query(what, sql, "", Map.of());
  }

  public Query withId(String newId) {
    return new Query(what, sql, newId, settings);
  }

  public Query with(String setting, Object value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(setting, String.valueOf(value));
    return new Query(what, sql, id, more);
  }

  public Query with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new Query(what, sql, id, all);
  }
}
