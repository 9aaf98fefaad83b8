package dev.parqueduct.io.mysql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.mysql.rows.RowReader.RowRange;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and maps in the forms of older writers, written by parquet-java. */
class NestedCursorTest {
  @TempDir Path folder;

  @Test
  void aRepeatedFieldIsAList() throws Exception {
    assertThat(
            documents(
                "message m { repeated int32 n; }",
                row -> row.append("n", 1).append("n", 2),
                row -> {}))
        .containsExactly("[1,2]", "[]");
  }

  @Test
  void aRepeatedGroupWithSeveralFieldsIsTheElement() throws Exception {
    assertThat(
            documents(
                "message m { optional group l (LIST) { repeated group element { required int32 a; optional binary b (STRING); } } }",
                row -> row.addGroup("l").addGroup("element").append("a", 7),
                row -> row.addGroup("l"),
                row -> {}))
        .containsExactly("[{\"a\":7,\"b\":null}]", "[]", null);
  }

  @Test
  void theNamesOfTwoLevelListsAreKnown() throws Exception {
    assertThat(
            documents(
                "message m { required group l (LIST) { repeated group array { required int32 a; } } }",
                row -> row.addGroup("l").addGroup("array").append("a", 7)))
        .containsExactly("[{\"a\":7}]");
    assertThat(
            documents(
                "message m { required group l (LIST) { repeated group l_tuple { required int32 a; } } }",
                row -> row.addGroup("l").addGroup("l_tuple").append("a", 7)))
        .containsExactly("[{\"a\":7}]");
    assertThat(
            documents(
                "message m { required group l (LIST) { repeated group bag { optional int32 array_element; } } }",
                row -> {
                  Group list = row.addGroup("l");
                  list.addGroup("bag").append("array_element", 7);
                  list.addGroup("bag");
                }))
        .containsExactly("[7,null]");
  }

  @Test
  void aPrimitiveIsTheElementOfATwoLevelList() throws Exception {
    assertThat(
            documents(
                "message m { optional group l (LIST) { repeated int32 element; } }",
                row -> row.addGroup("l").append("element", 7).append("element", 8),
                row -> row.addGroup("l"),
                row -> {}))
        .containsExactly("[7,8]", "[]", null);
  }

  @Test
  void mapsOfOlderWritersAreMaps() throws Exception {
    assertThat(
            documents(
                "message m { optional group l (MAP_KEY_VALUE) { repeated group map { required int32 key; optional int64 value; } } }",
                row -> {
                  Group map = row.addGroup("l");
                  map.addGroup("map").append("key", 1).append("value", 10L);
                  map.addGroup("map").append("key", 2);
                },
                row -> row.addGroup("l"),
                row -> {}))
        .containsExactly("{\"1\":10,\"2\":null}", "{}", null);
  }

  @Test
  void groupsRepeatInGroups() throws Exception {
    assertThat(
            documents(
                "message m { repeated group g { repeated group h { repeated int32 n; required boolean b; } } }",
                row -> {
                  Group first = row.addGroup("g");
                  first.addGroup("h").append("n", 1).append("n", 2).append("b", true);
                  first.addGroup("h").append("b", false);
                  row.addGroup("g");
                }))
        .containsExactly("[{\"h\":[{\"n\":[1,2],\"b\":true},{\"n\":[],\"b\":false}]},{\"h\":[]}]");
  }

  @SafeVarargs
  private List<Object> documents(String schema, Consumer<Group>... rows) throws Exception {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    Path file = folder.resolve("rows.parquet");
    java.nio.file.Files.deleteIfExists(file);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(type).build()) {
      for (Consumer<Group> row : rows) {
        Group group = new SimpleGroup(type);
        row.accept(group);
        writer.write(group);
      }
    }
    List<Object> documents = new ArrayList<>();
    ImportColumns columns = ImportColumns.of(type, List.of(), List.of());
    assertThat(columns.all()).hasSize(1);
    try (RowReader reader =
        RowReader.open(
            ObjectStore.create(), file.toString(), "rows", columns, new RowRange(0, 1, 0))) {
      while (reader.next()) {
        documents.add(reader.value(0));
      }
    }
    return documents;
  }
}
