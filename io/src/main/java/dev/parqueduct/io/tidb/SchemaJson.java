package dev.parqueduct.io.tidb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.tidb.TableInfo.KeyColumn;
import dev.parqueduct.io.tidb.TableInfo.Partition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads schemas from JSON; fields that are not used may have any form. */
final class SchemaJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SchemaJson() {}

  static DatabaseInfo database(byte[] json) throws IOException {
    JsonNode node = object(json, "database");
    return new DatabaseInfo(
        id(node, "database"),
        name(node.path("db_name"), "database"),
        text(node, "charset"),
        text(node, "collate"));
  }

  static TableInfo table(byte[] json) throws IOException {
    JsonNode node = object(json, "table");
    String name = name(node.path("name"), "table");
    List<ColumnInfo> columns = new ArrayList<>();
    for (JsonNode column : node.path("cols")) {
      columns.add(column(column, name));
    }
    boolean commonHandle = node.path("is_common_handle").asBoolean(false);
    return new TableInfo(
        id(node, "table"),
        name,
        text(node, "charset"),
        text(node, "collate"),
        text(node, "comment"),
        columns,
        commonHandle ? primaryKey(node, columns, name) : List.of(),
        node.path("pk_is_handle").asBoolean(false),
        commonHandle,
        partitions(node.path("partition")),
        node.path("view").isObject() || node.path("sequence").isObject());
  }

  private static ColumnInfo column(JsonNode node, String table) throws IOException {
    JsonNode type = node.path("type");
    String name = name(node.path("name"), "table " + table + ": column");
    if (!type.path("Tp").isIntegralNumber()) {
      throw new IOException("table " + table + ", column " + name + ": the schema has no type");
    }
    return new ColumnInfo(
        id(node, "table " + table + ", column " + name),
        name,
        node.path("offset").asInt(),
        new FieldType(
            type.path("Tp").asInt(),
            type.path("Flag").asLong(),
            type.path("Flen").asInt(-1),
            type.path("Decimal").asInt(-1),
            text(type, "Charset"),
            text(type, "Collate"),
            elements(type, "table " + table + ", column " + name)),
        origin(node),
        text(node, "generated_expr_string"),
        node.path("generated_stored").asBoolean(false),
        node.path("state").asInt(),
        node.path("hidden").asBoolean(false),
        node.path("version").asLong(),
        text(node, "comment"));
  }

  private static ColumnInfo.Origin origin(JsonNode node) throws IOException {
    JsonNode text = node.path("origin_default");
    JsonNode bits = node.path("origin_default_bit");
    return new ColumnInfo.Origin(
        text.isValueNode() && !text.isNull() ? text.asText() : null,
        bits.isTextual() ? bits.binaryValue() : null);
  }

  /** Members that are binary literals are kept in base64. */
  private static List<byte[]> elements(JsonNode type, String place) throws IOException {
    List<byte[]> elements = new ArrayList<>();
    for (JsonNode element : type.path("Elems")) {
      String text = element.asText();
      if (type.path("ElemsIsBinaryLit").path(elements.size()).asBoolean(false)) {
        try {
          elements.add(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
          throw new IOException(place + ": a binary member is not base64: " + text, e);
        }
      } else {
        elements.add(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return elements;
  }

  private static List<KeyColumn> primaryKey(JsonNode table, List<ColumnInfo> columns, String name)
      throws IOException {
    for (JsonNode index : table.path("index_info")) {
      if (!index.path("is_primary").asBoolean(false)) {
        continue;
      }
      List<KeyColumn> key = new ArrayList<>();
      for (JsonNode column : index.path("idx_cols")) {
        key.add(new KeyColumn(placeOf(column, columns, name), column.path("length").asInt(-1)));
      }
      return key;
    }
    throw new IOException(
        "table " + name + " is clustered by its primary key, but its schema has none");
  }

  private static int placeOf(JsonNode keyColumn, List<ColumnInfo> columns, String table)
      throws IOException {
    String name = keyColumn.path("name").path("L").asText();
    int offset = keyColumn.path("offset").asInt(-1);
    for (ColumnInfo column : columns) {
      if (column.offset() == offset) {
        return offset;
      }
    }
    throw new IOException(
        "table " + table + ": the primary key names column " + name + ", which is not there");
  }

  private static List<Partition> partitions(JsonNode node) throws IOException {
    List<Partition> partitions = new ArrayList<>();
    if (node.path("enable").asBoolean(false)) {
      for (JsonNode partition : node.path("definitions")) {
        partitions.add(
            new Partition(id(partition, "partition"), name(partition.path("name"), "partition")));
      }
    }
    return partitions;
  }

  private static JsonNode object(byte[] json, String what) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IOException("the schema of a " + what + " is not JSON", e);
    }
    if (node == null || !node.isObject()) {
      throw new IOException("the schema of a " + what + " is no JSON object");
    }
    return node;
  }

  private static long id(JsonNode node, String what) throws IOException {
    if (!node.path("id").isIntegralNumber()) {
      throw new IOException(what + ": the schema has no id");
    }
    return node.path("id").asLong();
  }

  private static String name(JsonNode name, String what) throws IOException {
    JsonNode original = name.isObject() ? name.path("O") : name;
    if (!original.isTextual()) {
      throw new IOException(what + ": the schema has no name");
    }
    return original.asText();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
