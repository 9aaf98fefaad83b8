package dev.parqueduct.io.rawkv.json;

import java.util.HashMap;
import java.util.Map;

/** What is wanted of a JSON value: itself as a column, or fields that it has. */
final class JsonNode {
  private final Map<String, JsonNode> fields = new HashMap<>();
  private JsonColumn column;

  void add(JsonField field, JsonColumn itsColumn) {
    JsonNode node = this;
    for (String name : field.path()) {
      requireNoColumn(node, field);
      node = node.fields.computeIfAbsent(name, absent -> new JsonNode());
    }
    requireNoColumn(node, field);
    if (!node.fields.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + field.dottedPath() + "' is a column, and fields in it are columns, too");
    }
    node.column = itsColumn;
  }

  private static void requireNoColumn(JsonNode node, JsonField field) {
    if (node.column != null) {
      throw new IllegalArgumentException(
          "'" + field.dottedPath() + "' is a column already, or is in a field that is one");
    }
  }

  /** The field of that name, or null when nothing is wanted of it. */
  JsonNode field(String name) {
    return fields.get(name);
  }

  boolean isColumn() {
    return column != null;
  }

  JsonColumn column() {
    return column;
  }

  /** Makes all columns of the node null. */
  void clear() {
    if (column != null) {
      column.clear();
    }
    for (JsonNode field : fields.values()) {
      field.clear();
    }
  }
}
