package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaJsonTest {
  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsEverySchemaOfTiFlashsTests() throws IOException {
    int tables = 0;
    int databases = 0;
    for (JsonNode json : Golden.read("tidb_schema_json.json").path("docs")) {
      if (json.has("db_name")) {
        DatabaseInfo database = DatabaseInfo.parse(bytes(json));
        assertThat(database.id()).isEqualTo(json.path("id").asLong());
        assertThat(database.name()).isEqualTo(json.path("db_name").path("O").asText());
        databases++;
        continue;
      }
      TableInfo table = TableInfo.parse(bytes(json));
      assertThat(table.id()).isEqualTo(json.path("id").asLong());
      assertThat(table.name()).isEqualTo(json.path("name").path("O").asText());
      assertThat(table.columns()).hasSize(json.path("cols").size());
      assertThat(table.pkIsHandle()).isEqualTo(json.path("pk_is_handle").asBoolean());
      assertThat(table.commonHandle()).isEqualTo(json.path("is_common_handle").asBoolean());
      JsonNode partition = json.path("partition");
      assertThat(table.partitions())
          .hasSize(partition.path("enable").asBoolean() ? partition.path("definitions").size() : 0);
      assertThat(TableRows.of(table, RowOptions.defaults()).schema().getFieldCount())
          .isEqualTo((int) table.columns().stream().filter(ColumnInfo::visible).count());
      assertThat(TableRows.of(table, RowOptions.defaults()).metadata())
          .containsEntry("tidb.table.name", table.name());
      tables++;
    }
    assertThat(tables).isEqualTo(25);
    assertThat(databases).isEqualTo(10);
  }

  @Test
  void rowsOfAPartitionedTableCarryPartitionIds() throws IOException {
    JsonNode docs = Golden.read("tidb_partition_json.json").path("docs");
    assertThat(TableInfo.parse(bytes(docs.path("partitionTableJson"))).physicalIds())
        .containsExactly(83L, 84L, 85L, 86L);
    TableInfo plain = TableInfo.parse(bytes(docs.path("tableJson")));
    assertThat(plain.physicalIds()).containsExactly(plain.id());
    TestTable one =
        new TestTable()
            .with(
                root ->
                    root.putObject("partition")
                        .put("enable", true)
                        .putArray("definitions")
                        .add(docs.path("partitionDef")));
    assertThat(one.info().partitions()).containsExactly(new TableInfo.Partition(85, "p2"));
  }

  @Test
  void partitionsThatAreComingOrGoingHaveNoVisibleRows() {
    TestTable table =
        new TestTable()
            .with(
                root -> {
                  ObjectNode partition = root.putObject("partition").put("enable", true);
                  for (String list :
                      List.of("definitions", "adding_definitions", "dropping_definitions")) {
                    ObjectNode part = partition.putArray(list).addObject();
                    part.put("id", list.length()).putObject("name").put("O", list);
                  }
                  partition.putArray("new_partition_ids").add(99);
                });
    assertThat(table.info().physicalIds()).containsExactly((long) "definitions".length());
  }

  @Test
  void membersThatAreBinaryLiteralsAreInBase64() throws IOException {
    TestTable table =
        new TestTable()
            .column(
                1,
                "e",
                TypeCode.ENUM,
                0,
                -1,
                0,
                "utf8mb4",
                column -> {
                  ObjectNode type = (ObjectNode) column.path("type");
                  type.putArray("Elems").add("AP8=").add("AP8=").add("plain");
                  type.putArray("ElemsIsBinaryLit").add(true).add(false);
                });
    assertThat(table.info().columns().get(0).type().elements())
        .containsExactly(
            new byte[] {0, -1},
            "AP8=".getBytes(StandardCharsets.UTF_8),
            "plain".getBytes(StandardCharsets.UTF_8));
    // What is no text in a file must not be called text.
    assertThat(TableRows.of(table.info(), RowOptions.defaults()).schema().toString())
        .contains("optional binary e;");
    byte[] damaged = bytes(new ObjectMapper().readTree(DAMAGED_MEMBER));
    assertThatThrownBy(() -> TableInfo.parse(damaged))
        .isInstanceOf(IOException.class)
        .hasMessage("table t, column e: a binary member is not base64: !");
  }

  private static final String DAMAGED_MEMBER =
      "{'id':1,'name':{'O':'t'},'cols':[{'id':1,'name':{'O':'e'},'offset':0,'type':{'Tp':247,"
          .concat("'Elems':['!'],'ElemsIsBinaryLit':[true]}}]}")
          .replace('\'', '"');

  @Test
  void partitionsThatAreNotEnabledAreNone() {
    TestTable table =
        new TestTable()
            .with(
                root ->
                    root.putObject("partition")
                        .put("enable", false)
                        .putArray("definitions")
                        .addObject()
                        .put("id", 5)
                        .putObject("name")
                        .put("O", "p"));
    assertThat(table.info().physicalIds()).containsExactly(TestTable.ID);
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    assertThatThrownBy(() -> TableInfo.parse("[]".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("the schema of a table is no JSON object");
    assertThatThrownBy(() -> TableInfo.parse("{".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("the schema of a table is not JSON");
    assertThatThrownBy(
            () -> DatabaseInfo.parse("{\"db_name\":\"x\"}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessage("database: the schema has no id");
  }

  @Test
  void viewsHaveNoRows() {
    TableInfo view = new TestTable().with(root -> root.putObject("view")).info();
    assertThat(view.rowless()).isTrue();
    assertThatThrownBy(() -> TableRows.of(view, RowOptions.defaults()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a view");
  }
}
