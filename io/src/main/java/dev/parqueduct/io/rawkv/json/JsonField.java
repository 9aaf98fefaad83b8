package dev.parqueduct.io.rawkv.json;

import java.util.List;

/**
 * A field that becomes a column.
 *
 * @param path the names of nested objects, and the field's own
 */
record JsonField(String column, List<String> path, JsonType type) {
  /** Reads {@code [column=]path:type}. */
  static JsonField parse(String text) {
    int equals = text.indexOf('=');
    int colon = text.lastIndexOf(':');
    if (colon <= equals) {
      throw new IllegalArgumentException("'" + text + "' is not [column=]path:type");
    }
    String dotted = text.substring(equals + 1, colon).strip();
    List<String> path = List.of(dotted.split("\\.", -1));
    if (path.contains("")) {
      throw new IllegalArgumentException("'" + text + "' has an empty name in its path");
    }
    String column = equals < 0 ? dotted.replace('.', '_') : text.substring(0, equals).strip();
    if (column.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' gives its column an empty name");
    }
    return new JsonField(column, path, JsonType.parse(text.substring(colon + 1).strip()));
  }

  String dottedPath() {
    return String.join(".", path);
  }
}
