package dev.parqueduct.io.clickhouse.events.insert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.insert.EventInserts.Identity;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.export.UnitProgress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that the server knows, with their rows and without. */
@RealClickHouse.Needed
class EventInsertsTest {
  private static final String TOKEN = "chunk/0/0-1/f";

  private RealClickHouse server;
  private EventInserts inserts;

  @BeforeEach
  void tables() throws IOException {
    server = LangfuseTables.empty();
    inserts =
        new EventInserts(
            server.client(),
            new RetryWaits(0, 1, millis -> {}),
            new MergePressure(server.client(), new TableName("unused", "unused"), 0, millis -> {}),
            UnitProgress.NONE);
  }

  private void insert(String span, boolean mayBeKnown) throws IOException {
    var unused =
        inserts.insertSelect(
            new EventInserts.Place(
                new TableName(server.database(), "events"),
                List.of(
                    "project_id",
                    "trace_id",
                    "span_id",
                    "start_time",
                    "event_ts",
                    "model_parameters"),
                "202406"),
            "SELECT 'p', 't', '"
                + span
                + "', fromUnixTimestamp64Milli(1717200000000) AS at, at, '{}'",
            Map.of(),
            new Identity(
                TOKEN,
                mayBeKnown,
                () -> List.of(new EventKey("p", "t", span, 1717200000000L, 1717200000000L))));
  }

  private String rows() throws IOException {
    return server.value(
        "SELECT arrayStringConcat(arraySort(groupArray(span_id)), ' ') FROM events");
  }

  @Test
  void whatIsSentAgainIsThereOnce() throws IOException {
    insert("a", false);
    insert("a", false);
    insert("a", true);
    assertThat(rows()).isEqualTo("a");
  }

  /** As when a server dies after it has noted the token, and before the rows are there. */
  @Test
  void rowsWhoseTokenIsKnownWithoutThemAreInserted() throws IOException {
    insert("other", false);
    insert("a", false);
    assertThat(rows()).as("the server trusts the token").isEqualTo("other");
    insert("a", true);
    assertThat(rows()).isEqualTo("a other");
    insert("a", true);
    assertThat(rows()).isEqualTo("a other");
  }
}
