package dev.parqueduct.io.clickhouse.events.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {
  private static final Query ROWS =
      Query.of("read", "SELECT id, name FROM observations FINAL WHERE _partition_id = '202406'")
          .with("do_not_merge_across_partitions_select_final", 1);
  private static final long SMALL = 1000;
  private static final long LARGE = 1L << 40;

  @Test
  @RealClickHouse.Needed
  void rowsComeInTheOrderOfTheirKeyHoweverTheyAreRead() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    server.execute("SYSTEM STOP MERGES observations");
    Query sorted =
        new Query(
            "read",
            "SELECT id, name FROM ("
                + ROWS.sql().replace("id, name", "*")
                + ") ORDER BY project_id, type, toDate(start_time), id",
            "",
            ROWS.settings());
    List<List<String>> expected = server.client().texts(sorted);
    assertThat(expected).hasSizeGreaterThan(5000);
    KeyOrder order = new KeyOrder(server.client());
    for (Query query :
        List.of(order.of(ROWS, SMALL, 0), order.of(ROWS, LARGE, 0), order.of(ROWS, SMALL, 1))) {
      assertThat(query.sql()).contains("ORDER BY");
      assertThat(server.client().texts(query)).isEqualTo(expected);
    }
    server.execute("SYSTEM START MERGES observations;\nOPTIMIZE TABLE observations FINAL");
    Query ofOnePart = order.of(ROWS, LARGE, 0);
    assertThat(ofOnePart.sql()).isEqualTo(ROWS.sql());
    assertThat(server.client().texts(ofOnePart)).isEqualTo(expected);
  }

  @Test
  @RealClickHouse.Needed
  void onlySmallChunksAreSortedAndOnlyAtTheFirstAttempt() throws IOException {
    KeyOrder order = new KeyOrder(LangfuseTables.withRows().client());
    assertThat(order.of(ROWS, SMALL, 0).settings()).containsEntry("optimize_read_in_order", "0");
    assertThat(order.of(ROWS, LARGE, 0).settings()).containsEntry("optimize_read_in_order", "1");
    assertThat(order.of(ROWS, SMALL, 1).settings()).containsEntry("optimize_read_in_order", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FilterTransform × 2;MergeTreeSelect(pool: ReadPoolInOrder, algorithm: InOrder) × 2 0 → 1",
        "SelectByIndicesTransform;ReplacingSorted 3 → 1;MergeTreeSelect(pool: ReadPoolInOrder, algorithm: InOrder) × 3 0 → 1",
        "FilterTransform;MergeTreeSelect(pool: ReadPool, algorithm: Thread) 0 → 1",
        "MergeTreeSelect(pool: ReadPoolInOrder, algorithm: InOrder) × 2 0 → 1",
        "MergeTreeSelect(pool: ReadPoolInOrder, algorithm: InOrder) 0 → 1;ReadFromRemote",
        "ReadFromRemote"
      })
  void whatMayBeSeveralReadersIsNotInOrder(String plan) {
    assertThat(KeyOrder.isOneReader(List.of(plan.split(";")))).isFalse();
  }
}
