package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.clickhouse.events.server.SqlText;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * A piece of a partition of observations, or of traces: those of a range of projects, on a range of
 * days. Chunks of a partition do not overlap, and together are all of it, whatever is added to it.
 *
 * @param id unique in the output
 * @param partition {@code YYYYMM}
 * @param fromProject the first project; empty for no limit
 * @param toProject the project after the last; empty for no limit
 * @param fromDay the first day, {@code YYYY-MM-DD}
 * @param toDay the last day
 * @param rows about how many there are, versions counted singly
 * @param kind what it is a piece of
 */
public record Chunk(
    @JsonProperty("id") String id,
    @JsonProperty("partition") String partition,
    @JsonProperty("fromProject") String fromProject,
    @JsonProperty("toProject") String toProject,
    @JsonProperty("fromDay") String fromDay,
    @JsonProperty("toDay") String toDay,
    @JsonProperty("rows") long rows,
    @JsonProperty("kind") Kind kind)
    implements Serializable {
  public Chunk {
    requireNonNull(id, "id");
    requireNonNull(partition, "partition");
    requireNonNull(fromProject, "fromProject");
    requireNonNull(toProject, "toProject");
    requireNonNull(fromDay, "fromDay");
    requireNonNull(toDay, "toDay");
    // Plans of earlier versions know one kind.
    kind = kind == null ? Kind.OBSERVATIONS : kind;
  }

  /** What events are made of. */
  public enum Kind {
    /** Observations and their traces. */
    OBSERVATIONS,
    /** Traces alone: their root spans. */
    TRACES
  }

  /** A piece of a partition of observations. */
  public Chunk(
      String id,
      String partition,
      String fromProject,
      String toProject,
      String fromDay,
      String toDay,
      long rows) {
    this(id, partition, fromProject, toProject, fromDay, toDay, rows, Kind.OBSERVATIONS);
  }

  /** The condition on projects. */
  public String projects() {
    String condition = "";
    if (!fromProject.isEmpty()) {
      condition += " AND project_id >= " + SqlText.literal(fromProject);
    }
    if (!toProject.isEmpty()) {
      condition += " AND project_id < " + SqlText.literal(toProject);
    }
    return condition.isEmpty() ? "1" : condition.substring(" AND ".length());
  }

  /** The condition on observations. */
  public String observations() {
    return "_partition_id = "
        + SqlText.literal(partition)
        + " AND "
        + projects()
        + days("start_time", fromDay, toDay);
  }

  /** The condition on traces: from the day before to the day after. */
  public String traces() {
    return projects()
        + days(
            "timestamp",
            LocalDate.parse(fromDay).minusDays(1).toString(),
            LocalDate.parse(toDay).plusDays(1).toString());
  }

  /** The condition on traces whose root spans begin in it. */
  public String roots() {
    return "toYYYYMM(timestamp) = "
        + partition
        + " AND "
        + projects()
        + days("timestamp", fromDay, toDay);
  }

  /** The condition on the events that come of it. */
  public String events() {
    return "toYYYYMM(start_time) = "
        + partition
        + " AND "
        + projects()
        + days("start_time", fromDay, toDay);
  }

  private static String days(String column, String from, String to) {
    return " AND toDate("
        + column
        + ") >= "
        + SqlText.literal(from)
        + " AND toDate("
        + column
        + ") <= "
        + SqlText.literal(to);
  }
}
