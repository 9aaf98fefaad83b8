package dev.parqueduct.io.postgres.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.postgres.PgColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How a table is cut into units. Recorded with the first run, because what cuts depend on changes:
 * a run that goes on must meet the same units.
 *
 * @param fileNode of the table's storage, which changes when the table is rewritten; 0 if there is
 *     none
 * @param rows as the planner's statistics have it, -1 if they do not
 * @param bytes of the table with what is stored out of line; 0 if there are none of its own
 * @param columns that are exported
 * @param ranges of the units, in order
 */
public record PlannedTable(
    @JsonProperty("source") TableSource source,
    @JsonProperty("fileNode") long fileNode,
    @JsonProperty("rows") long rows,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("columns") List<PgColumn> columns,
    @JsonProperty("order") RowOrder order,
    @JsonProperty("ranges") List<UnitRange> ranges)
    implements Serializable {
  public PlannedTable {
    requireNonNull(source, "source");
    requireNonNull(order, "order");
    columns = new ArrayList<>(columns);
    ranges = new ArrayList<>(ranges);
  }

  /** The same table, cut otherwise. */
  public PlannedTable withRanges(List<UnitRange> newRanges) {
    return new PlannedTable(source, fileNode, rows, bytes, columns, order, newRanges);
  }

  /** The units, in order. */
  public List<PgUnit> units() {
    List<PgUnit> units = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      units.add(new PgUnit(source, columns, order, ranges.get(i), i, List.of()));
    }
    return units;
  }
}
