package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.Chunk.Kind;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a partition into chunks by the server's own statistics: the marks of the primary key, which
 * are in its memory, tell how many rows projects have; only of projects that are too large for one
 * chunk the days are counted.
 */
final class ChunkPlanner {
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

  private final ServerClient client;
  private final TableName table;
  private final Kind kind;
  private final long chunkRows;

  private String partition;
  private String firstDay;
  private String lastDay;
  private List<Chunk> chunks;

  /**
   * @param table of what the chunks are pieces of
   */
  ChunkPlanner(ServerClient client, TableName table, Kind kind, long chunkRows) {
    this.client = requireNonNull(client, "client");
    this.table = requireNonNull(table, "table");
    this.kind = requireNonNull(kind, "kind");
    this.chunkRows = chunkRows;
  }

  /**
   * Plans a partition.
   *
   * @param month {@code YYYYMM}
   */
  List<Chunk> plan(String month) throws IOException {
    YearMonth days = YearMonth.parse(month, MONTH);
    partition = month;
    firstDay = days.atDay(1).toString();
    lastDay = days.atEndOfMonth().toString();
    chunks = new ArrayList<>();
    String from = "";
    long rows = 0;
    for (Weight project : projects()) {
      if (rows > 0 && rows + project.rows > chunkRows) {
        add(from, project.name, firstDay, lastDay, rows);
        from = project.name;
        rows = 0;
      }
      if (project.rows > chunkRows + chunkRows / 2) {
        // Projects that the marks do not tell of may stand before it.
        if (!from.equals(project.name)) {
          add(from, project.name, firstDay, lastDay, 0);
        }
        from = project.name + "\0";
        addDays(project.name, from);
      } else {
        rows += project.rows;
      }
    }
    add(from, "", firstDay, lastDay, rows);
    return chunks;
  }

  private void add(String from, String to, String fromDay, String toDay, long rows) {
    String id =
        String.format(
            Locale.ROOT,
            kind == Kind.TRACES ? "%s-roots-%05d" : "%s-%05d",
            partition,
            chunks.size());
    chunks.add(new Chunk(id, partition, from, to, fromDay, toDay, rows, kind));
  }

  private void addDays(String project, String next) throws IOException {
    String from = firstDay;
    long rows = 0;
    String before = firstDay;
    for (Weight day : days(project)) {
      if (rows > 0 && rows + day.rows > chunkRows) {
        add(project, next, from, before, rows);
        from = LocalDate.parse(before).plusDays(1).toString();
        rows = 0;
      }
      rows += day.rows;
      before = day.name;
    }
    add(project, next, from, lastDay, rows);
  }

  private record Weight(String name, long rows) {}

  private List<Weight> projects() throws IOException {
    return weights(
        "SELECT project_id, toString(sum(rows_in_granule)) FROM mergeTreeIndex("
            + SqlText.literal(table.database())
            + ", "
            + SqlText.literal(table.table())
            + ") WHERE part_name IN (SELECT name FROM system.parts WHERE active AND "
            + table.condition()
            + " AND partition_id = "
            + SqlText.literal(partition)
            + ") AND rows_in_granule > 0 GROUP BY project_id ORDER BY project_id");
  }

  private List<Weight> days(String project) throws IOException {
    return weights(
        "SELECT toString(toDate("
            + (kind == Kind.TRACES ? "timestamp" : "start_time")
            + ")) AS day, toString(count()) FROM "
            + table.sql()
            + " WHERE _partition_id = "
            + SqlText.literal(partition)
            + " AND project_id = "
            + SqlText.literal(project)
            + " GROUP BY day ORDER BY day");
  }

  private List<Weight> weights(String sql) throws IOException {
    List<Weight> weights = new ArrayList<>();
    for (List<String> row : client.texts(Query.of("plan partition " + partition, sql))) {
      weights.add(new Weight(row.get(0), Long.parseLong(row.get(1))));
    }
    return weights;
  }
}
