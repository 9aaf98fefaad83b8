package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.tikv.MemComparable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Write records dumped from real clusters, with what TiFlash's tests expect of them. */
class WriteCfDumpTest {
  private record Entry(byte[] key, byte[] value) {}

  private static JsonNode set(String name) {
    for (JsonNode set : Golden.read("tikv_write_cf_dump.json").path("sets")) {
      if (set.path("name").asText().equals(name)) {
        return set;
      }
    }
    throw new AssertionError("no set " + name);
  }

  /** Rows of the put records, all of which have short values. */
  private static List<Entry> puts(JsonNode set) throws Exception {
    List<Entry> puts = new ArrayList<>();
    for (JsonNode pair : set.path("write_cf")) {
      byte[] key = Golden.hex(pair.path(0).asText());
      byte[] record = Golden.hex(pair.path(1).asText());
      if (record[0] != 'P') {
        continue;
      }
      byte[] raw = new byte[key.length];
      int length = MemComparable.decode(key, 0, key.length - 8, raw);
      int at = 1 + Varint.size(record, 1);
      assertThat(record[at]).isEqualTo((byte) 'v');
      int size = record[at + 1] & 0xff;
      puts.add(
          new Entry(Arrays.copyOf(raw, length), Arrays.copyOfRange(record, at + 2, at + 2 + size)));
    }
    return puts;
  }

  @Test
  void aColumnAddedWithAnEmptyDefaultIsFilledIn() throws Exception {
    JsonNode set = set("sst_dump");
    TableInfo table = table(set.path("table_infos").path("table_info"));
    try (Exported exported = new Exported(table, RowOptions.defaults())) {
      for (Entry put : puts(set)) {
        exported.row(put.key(), put.value());
      }
      assertThat(exported.read("case_no, p, source"))
          .containsExactly(
              Arrays.asList("1", null, ""),
              Arrays.asList("2", null, ""),
              Arrays.asList("3", null, ""),
              Arrays.asList("4", null, ""));
      assertThat(exported.counters()).containsEntry("defaultsFilledIn", 4L);
    }
  }

  @Test
  void aMissingColumnTakesItsOriginDefaultOrTheZeroOfItsType() throws Exception {
    JsonNode set = set("raft_log_default_value");
    for (Map.Entry<String, JsonNode> named : set.path("table_infos").properties()) {
      // The fourth schema has the column in a state that is not public: it is not exported.
      boolean hidden = named.getKey().endsWith("non_public");
      try (Exported exported = new Exported(tableOf681(named.getValue()), RowOptions.defaults())) {
        for (Entry put : puts(set)) {
          exported.row(put.key(), put.value());
        }
        if (hidden) {
          assertThat(exported.schema()).doesNotContain(" c1").contains(" c2");
          continue;
        }
        List<List<String>> expected = new ArrayList<>();
        long handle = 1;
        for (JsonNode c1 : set.path("expected").path("c1_by_table_info").path(named.getKey())) {
          expected.add(
              Arrays.asList(expected.size() == 2 ? "2" : "1", c1.isNull() ? null : c1.asText()));
          handle++;
        }
        assertThat(handle).isEqualTo(4);
        assertThat(exported.read("handle, c1")).as(named.getKey()).isEqualTo(expected);
      }
    }
  }

  /** The schemas were taken from another cluster than the rows. */
  private static TableInfo tableOf681(JsonNode json) throws Exception {
    return table(((ObjectNode) json.deepCopy()).put("id", 681));
  }

  private static TableInfo table(JsonNode json) throws Exception {
    assertThat(json).isInstanceOf(ObjectNode.class);
    return TableInfo.parse(json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
