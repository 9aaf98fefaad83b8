package dev.parqueduct.io.clickhouse.events.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.events.BackfillFixture;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server says of how it would look for rows. */
@RealClickHouse.Needed
class ChunkQueriesTest {
  private static final Chunk CHUNK =
      new Chunk("c", "202406", "project-3", "project-4", "2024-06-04", "2024-06-06", 0);

  private static RealClickHouse server;
  private static ChunkQueries queries;

  @BeforeAll
  static void tables() throws IOException {
    server = LangfuseTables.withRows();
    EventTables tables = BackfillFixture.request(server, Profile.SEED, Path.of("unused")).tables();
    queries = new ChunkQueries(tables, Profile.SEED, List.of("project_id", "id"), 100);
  }

  /** Conditions that come to the primary key and to partitions. */
  private static String used(Query query) throws IOException {
    return server
        .client()
        .texts(Query.of("explain", "EXPLAIN indexes = 1 " + query.sql()).with(query.settings()))
        .stream()
        .map(row -> row.get(0).strip())
        .filter(line -> line.startsWith("Condition: "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void observationsAreFoundByProjectAndDay() throws IOException {
    KeyRange.Key key = new KeyRange.Key("70726F6A6563742D33", "5350414E", "2024-06-05", "");
    KeyRange.Key last = new KeyRange.Key(key.project(), key.type(), key.day(), "FF");
    KeyRange spans = new KeyRange(Optional.of(key), Optional.of(last));
    assertThat(used(queries.observations(CHUNK, KeyRange.ALL, 0)))
        .contains("toDate(start_time) in")
        .contains("project_id in")
        .doesNotContain("type in");
    assertThat(used(queries.observations(CHUNK, spans, 0))).contains("type in");
  }

  @Test
  void tracesAreFoundByProjectAndDay() throws IOException {
    assertThat(used(queries.traces(CHUNK, 0)))
        .contains("toDate(timestamp) in")
        .contains("project_id in");
    assertThat(used(queries.lateTraces(CHUNK, List.of("a", "b"), 0))).contains("project_id in");
  }
}
