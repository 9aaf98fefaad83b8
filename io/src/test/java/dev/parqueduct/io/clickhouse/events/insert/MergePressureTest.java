package dev.parqueduct.io.clickhouse.events.insert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

@RealClickHouse.Needed
class MergePressureTest {
  @Test
  void insertsWaitWhileAPartitionHasTooManyParts() throws IOException {
    RealClickHouse own = LangfuseTables.empty();
    own.execute("SYSTEM STOP MERGES events");
    for (int i = 0; i < 4; i++) {
      own.execute(
          "INSERT INTO events (start_time, span_id, model_parameters) VALUES ('2024-06-01', '"
              + i
              + "', '{}')");
    }
    TableName events = new TableName(own.database(), "events");
    int[] waits = new int[1];
    MergePressure pressure =
        new MergePressure(
            own.client(),
            events,
            3,
            millis -> {
              waits[0]++;
              try {
                own.execute("ALTER TABLE events DROP PARTITION ID '202406'");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(MergePressure.busyWith(own.client(), events)).isEqualTo("4 parts, 0 merges");
    pressure.await("202406", UnitProgress.NONE);
    assertThat(waits[0]).isEqualTo(1);
  }
}
