package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges of random histories, compared with a map that the same changes were made to. */
class ExportBrMergeModelTest extends MergeFixture {
  private static final int TABLES = 3;

  private final List<Map<Long, String>> state = new ArrayList<>();
  private Random random;
  private long versions;

  private static Table table(int number) {
    return Table.of(
            100 + 10L * number, "t" + number, Column.bigInt("id"), Column.varchar("name", 1000))
        .primaryKeyHandle("id");
  }

  private String value() {
    return "v" + random.nextInt(1_000_000) + "x".repeat(random.nextInt(3) * 130);
  }

  /** One state of a key a backup, as scans of BR have it. */
  private void change(BackupBuilder builder, boolean full) {
    for (int i = 0; i < TABLES; i++) {
      TableData data = TableData.of(table(i));
      Map<Long, String> rows = state.get(i);
      int most = random.nextInt(4) == 0 ? 0 : random.nextInt(150);
      Map<Long, Boolean> touched = new TreeMap<>();
      for (int change = 0; change < most; change++) {
        touched.put((long) random.nextInt(250) - 50, random.nextInt(3) > 0 || full);
      }
      touched.forEach(
          (id, put) -> {
            versions++;
            if (put) {
              String value = value();
              data.row("id", id, "name", value);
              rows.put(id, value);
            } else {
              data.delete("id", id);
              rows.remove(id);
            }
          });
      builder.add("d", data);
    }
    builder.rowsPerSst(1 + random.nextInt(40));
    if (random.nextInt(4) == 0) {
      builder.grouped();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theMergeIsWhatTheTablesCameTo(long seed) throws Exception {
    random = new Random(seed);
    for (int i = 0; i < TABLES; i++) {
      state.add(new TreeMap<>());
    }
    BackupBuilder full = BackupBuilder.full();
    change(full, true);
    full(full);
    for (int hour = 1; hour <= 1 + seed % 4; hour++) {
      BackupBuilder changes = hour(hour);
      change(changes, false);
      next(changes);
    }
    JsonNode report = merged();

    long live = 0;
    for (int i = 0; i < TABLES; i++) {
      String folder = "d/t" + i;
      List<List<String>> expected = new ArrayList<>();
      state.get(i).forEach((id, name) -> expected.add(row(id, name)));
      live += expected.size();
      if (expected.isEmpty()) {
        assertThat(output.dataFiles()).noneMatch(file -> file.startsWith(folder + "/"));
      } else {
        assertThat(rows("*", folder)).as(folder).isEqualTo(sorted(expected));
      }
    }
    assertThat(report.get("rows").get("read").longValue()).isEqualTo(versions);
    assertThat(report.get("rows").get("written").longValue()).isEqualTo(live);
  }
}
