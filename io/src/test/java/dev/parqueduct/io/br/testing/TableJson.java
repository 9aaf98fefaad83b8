package dev.parqueduct.io.br.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** TiDB's TableInfo and DBInfo documents (pkg/meta/model, pkg/parser/types/field_type.go). */
final class TableJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PUBLIC = 5;

  private TableJson() {}

  static String ofDatabase(long id, String name) {
    ObjectNode json = JSON.createObjectNode().put("id", id);
    name(json, "db_name", name);
    return json.put("charset", "utf8mb4")
        .put("collate", "utf8mb4_bin")
        .put("state", PUBLIC)
        .toString();
  }

  static String of(Table table) {
    ObjectNode json = JSON.createObjectNode().put("id", table.id);
    name(json, "name", table.name);
    json.put("charset", "utf8mb4").put("collate", "utf8mb4_bin");
    ArrayNode columns = json.putArray("cols");
    long maxId = 0;
    for (Column each : table.columns) {
      column(each, columns.size(), columns.addObject());
      maxId = Math.max(maxId, each.id);
    }
    if (table.indexes.isEmpty()) {
      json.putNull("index_info");
    } else {
      ArrayNode indexes = json.putArray("index_info");
      table.indexes.forEach(each -> index(table, each, indexes.addObject()));
    }
    json.putNull("constraint_info").putNull("fk_info");
    json.put("state", PUBLIC)
        .put("pk_is_handle", table.layout == Table.Layout.INT_HANDLE)
        .put("is_common_handle", table.layout == Table.Layout.COMMON_HANDLE)
        .put("common_handle_version", table.layout == Table.Layout.COMMON_HANDLE ? 1 : 0)
        .put("comment", "")
        .put("auto_inc_id", 0)
        .put("max_col_id", maxId)
        .put("max_idx_id", table.indexes.size())
        .put("update_timestamp", 0);
    partitions(table, json);
    if (table.view) {
      ObjectNode view = json.putObject("view").put("view_algorithm", 0).put("view_security", 0);
      view.put("view_select", "SELECT 1").putNull("view_cols");
    } else {
      json.putNull("view");
    }
    json.putNull("sequence").putNull("tiflash_replica");
    return json.put("temp_table_type", 0).put("version", 5).toString();
  }

  private static void column(Column column, int offset, ObjectNode json) {
    json.put("id", column.id);
    name(json, "name", column.name);
    json.put("offset", offset);
    defaultValue(column, column.originDefault, "origin_default", json);
    defaultValue(column, column.currentDefault, "default", json);
    json.put("default_is_expr", false)
        .put("generated_expr_string", column.generatedBy)
        .put("generated_stored", column.generatedStored)
        .putNull("dependences");
    ObjectNode type =
        json.putObject("type")
            .put("Tp", column.code)
            .put("Flag", column.flags)
            .put("Flen", column.length)
            .put("Decimal", column.decimals)
            .put("Charset", column.charset)
            .put("Collate", column.collation);
    if (column.elements.isEmpty()) {
      type.putNull("Elems");
    } else {
      ArrayNode elements = type.putArray("Elems");
      column.elements.forEach(elements::add);
    }
    type.putNull("ElemsIsBinaryLit").put("Array", false);
    json.put("state", column.state).put("comment", "").put("hidden", column.hidden);
    json.putNull("change_state_info").put("version", 2);
  }

  /** Defaults are texts, except of BIT: its bytes, in base64, in a field of their own. */
  private static void defaultValue(Column column, Object value, String field, ObjectNode json) {
    json.putNull(field).putNull(field + "_bit");
    if (value == null) {
      return;
    }
    if (column.kind == Column.Kind.BIT) {
      byte[] bits = Texts.bits(column, ((Number) value).longValue());
      json.put(field + "_bit", Base64.getEncoder().encodeToString(bits));
      return;
    }
    json.put(
        field,
        switch (column.kind) {
          case BYTES -> new String((byte[]) value, StandardCharsets.UTF_8);
          case DATE -> MysqlTime.of(value).date();
          case DATETIME, TIMESTAMP -> MysqlTime.of(value).datetime(column.decimals);
          case TIME -> time((Duration) value, column.decimals);
          case FLOAT, DOUBLE -> value.toString();
          default -> Texts.of(column, value);
        });
  }

  private static String time(Duration value, int digits) {
    Duration positive = value.abs();
    String text =
        "%s%02d:%02d:%02d"
            .formatted(
                value.isNegative() ? "-" : "",
                positive.toHours(),
                positive.toMinutesPart(),
                positive.toSecondsPart());
    return digits == 0
        ? text
        : text + "." + "%09d".formatted(positive.toNanosPart()).substring(0, digits);
  }

  private static void index(Table table, Table.Index index, ObjectNode json) {
    json.put("id", index.id());
    name(json, "idx_name", index.name());
    name(json, "tbl_name", "");
    ArrayNode columns = json.putArray("idx_cols");
    for (Table.KeyPart each : index.parts()) {
      ObjectNode column = columns.addObject();
      name(column, "name", each.column().name);
      column.put("offset", table.columns.indexOf(each.column())).put("length", each.length());
    }
    json.put("is_unique", index.unique())
        .put("is_primary", index.primary())
        .put("is_invisible", false)
        .put("is_global", false)
        .put("state", PUBLIC)
        .put("comment", "")
        .put("index_type", 1);
  }

  private static void partitions(Table table, ObjectNode json) {
    if (table.partitions.isEmpty()) {
      json.putNull("partition");
      return;
    }
    ObjectNode partition =
        json.putObject("partition")
            .put("type", 1)
            .put("expr", "`" + table.partitionedBy.name + "`")
            .putNull("columns")
            .put("enable", true);
    ArrayNode definitions = partition.putArray("definitions");
    for (Table.Partition each : table.partitions) {
      ObjectNode definition = definitions.addObject().put("id", each.id());
      name(definition, "name", each.name());
      definition.putArray("less_than").add(each.lessThan());
    }
    partition.putNull("adding_definitions").putNull("dropping_definitions").putNull("states");
    partition.put("num", table.partitions.size());
  }

  private static void name(ObjectNode json, String field, String name) {
    json.putObject(field).put("O", name).put("L", name.toLowerCase(Locale.ROOT));
  }
}
