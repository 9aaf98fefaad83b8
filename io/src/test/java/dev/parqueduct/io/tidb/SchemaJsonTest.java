package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaJsonTest {
  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readsEverySchemaOfTiFlashsTests() throws IOException {
    int tables = 0;
    for (JsonNode json : Golden.read("tidb_schema_json.json").path("docs")) {
      if (json.has("db_name")) {
        DatabaseInfo database = DatabaseInfo.parse(bytes(json));
        assertThat(database.id()).isEqualTo(json.path("id").asLong());
        assertThat(database.name()).isEqualTo(json.path("db_name").path("O").asText());
        continue;
      }
      if (!json.has("cols")) {
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
    assertThat(tables).isGreaterThan(5);
  }

  @Test
  void rowsOfAPartitionedTableCarryPartitionIds() throws IOException {
    JsonNode docs = Golden.read("tidb_partition_json.json").path("docs");
    assertThat(TableInfo.parse(bytes(docs.path("partitionTableJson"))).physicalIds())
        .containsExactly(83L, 84L, 85L, 86L);
    TableInfo plain = TableInfo.parse(bytes(docs.path("tableJson")));
    assertThat(plain.physicalIds()).containsExactly(plain.id());
  }

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
