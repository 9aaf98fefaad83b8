package dev.parqueduct.io.tidb;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The JSON of a table's schema, built up column by column. */
final class TestTable {
  static final long ID = 77;
  static final int NOT_NULL = 1;
  static final int PRIMARY = 2;
  static final int UNSIGNED = 32;

  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ArrayNode columns = root.putArray("cols");

  TestTable() {
    root.put("id", ID);
    root.putObject("name").put("O", "T").put("L", "t");
    root.put("charset", "utf8mb4").put("collate", "utf8mb4_bin").put("state", 5);
    root.put("some_later_field", "ignored");
  }

  /** Adds a column whose values are not text. */
  TestTable column(int id, String name, int type, int flags, int length, int decimal) {
    return column(id, name, type, flags, length, decimal, "binary", node -> {});
  }

  TestTable text(int id, String name, int type, int flags, int length) {
    return column(id, name, type, flags, length, -1, "utf8mb4", node -> {});
  }

  TestTable column(
      int id,
      String name,
      int type,
      int flags,
      int length,
      int decimal,
      String charset,
      Consumer<ObjectNode> more) {
    ObjectNode column = columns.addObject();
    column.put("id", id).put("offset", columns.size() - 1).put("state", 5).put("version", 2);
    column.putObject("name").put("O", name).put("L", name);
    ObjectNode fieldType = column.putObject("type");
    fieldType.put("Tp", type).put("Flag", flags).put("Flen", length).put("Decimal", decimal);
    fieldType.put("Charset", charset);
    fieldType.put("Collate", charset.equals("binary") ? "binary" : charset + "_bin");
    more.accept(column);
    return this;
  }

  TestTable with(Consumer<ObjectNode> more) {
    more.accept(root);
    return this;
  }

  TestTable pkIsHandle() {
    root.put("pk_is_handle", true);
    return this;
  }

  /** Makes the columns at the given places the clustered primary key. */
  TestTable commonHandle(int... places) {
    root.put("is_common_handle", true);
    ObjectNode index = root.putArray("index_info").addObject();
    index.put("is_primary", true).put("is_unique", true);
    ArrayNode key = index.putArray("idx_cols");
    for (int place : places) {
      key.addObject().put("offset", place).put("length", -1).putObject("name").put("L", "c");
    }
    return this;
  }

  TableInfo info() {
    try {
      return TableInfo.parse(root.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
