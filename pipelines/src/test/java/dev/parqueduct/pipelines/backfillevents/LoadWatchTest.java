package dev.parqueduct.pipelines.backfillevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.secrets.PasswordSource;
import dev.parqueduct.pipelines.run.Watch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadWatchTest {
  private static String words(ServerClient client, String database) {
    TableName events = new TableName(database, "events");
    try (LoadWatch watch = LoadWatch.start(client, events, List.of("202405", "202406"), 8)) {
      watch.ask();
      return watch.words(new Watch(), 1);
    }
  }

  @Test
  @RealClickHouse.Needed
  void tellsThePartsOfTheFullestPartitionAndWhenToSlowDown() throws IOException {
    RealClickHouse server = LangfuseTables.empty();
    server.execute("SYSTEM STOP MERGES events");
    assertThat(words(server.client(), server.database()))
        .isEqualTo("0/8 chunks, 0 obs/s, 0 events/s");
    String insert =
        "INSERT INTO events (start_time, span_id, model_parameters) VALUES ('%s', '%d', '{}')";
    // The last partition is none that is written.
    for (String day : List.of("2024-05-01", "2024-06-01", "2024-06-02", "2024-07-01")) {
      server.execute(insert.formatted(day, 1));
    }
    for (int i = 0; i < 3; i++) {
      server.execute(insert.formatted("2024-07-02", i));
    }
    assertThat(words(server.client(), server.database()))
        .endsWith("; 202406: 2 of 1,000 parts, 0 merges");
    server.execute("ALTER TABLE events MODIFY SETTING parts_to_delay_insert = 4");
    assertThat(words(server.client(), server.database()))
        .endsWith("; 202406: 2 of 4 parts, 0 merges; slow down: merges do not keep up");
  }

  @Test
  void aServerThatDoesNotAnswerDoesNotKeepTheBarFromMoving() {
    ServerAddress nobody =
        new ServerAddress("http://127.0.0.1:1", "", PasswordSource.NONE, "default");
    assertThat(words(ServerClient.of(nobody, Map.of()), "default"))
        .isEqualTo("0/8 chunks, 0 obs/s, 0 events/s; the server does not say what it is busy with");
  }
}
