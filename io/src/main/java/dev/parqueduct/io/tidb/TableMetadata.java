package dev.parqueduct.io.tidb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a Parquet schema cannot say about a table, for the key-value metadata of its files: {@code
 * tidb.table.*}, and {@code tidb.columns}, a JSON array with an object for each column.
 */
final class TableMetadata {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TableMetadata() {}

  static Map<String, String> of(TableInfo table, List<ColumnInfo> columns, RowOptions options) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("tidb.table.id", Long.toString(table.id()));
    metadata.put("tidb.table.name", table.name());
    metadata.put("tidb.table.mapping", options.mapping().name());
    putText(metadata, "tidb.table.charset", table.charset());
    putText(metadata, "tidb.table.collation", table.collation());
    putText(metadata, "tidb.table.comment", table.comment());
    metadata.put("tidb.columns", columns(columns));
    return Collections.unmodifiableMap(metadata);
  }

  private static void putText(Map<String, String> metadata, String key, String text) {
    if (!text.isEmpty()) {
      metadata.put(key, text);
    }
  }

  private static String columns(List<ColumnInfo> columns) {
    ArrayNode array = JSON.createArrayNode();
    for (ColumnInfo column : columns) {
      ObjectNode node = array.addObject();
      node.put("name", column.name());
      node.put("id", column.id());
      node.put("type", column.type().sql());
      node.put("nullable", !column.type().notNull());
      putText(node, "charset", column.type().charset());
      putText(node, "collation", column.type().collation());
      putText(node, "comment", column.comment());
      if (!column.expression().isEmpty()) {
        node.put("generated", column.expression());
        node.put("stored", column.stored());
      }
    }
    return array.toString();
  }

  private static void putText(ObjectNode node, String field, String text) {
    if (!text.isEmpty()) {
      node.put(field, text);
    }
  }
}
