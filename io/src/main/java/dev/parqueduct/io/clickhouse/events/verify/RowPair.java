package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A row as the source makes it, beside the event.
 *
 * @param chunk that it is of
 * @param project of the event
 * @param span its id
 * @param cells column by column
 */
public record RowPair(String chunk, String project, String span, List<Cell> cells)
    implements Serializable {
  public RowPair {
    requireNonNull(chunk, "chunk");
    cells = new ArrayList<>(cells);
  }

  /**
   * A value of both sides, or the beginning of it.
   *
   * @param column its name
   * @param source as it should be; empty where there is no such row
   * @param event as it is; empty where there is no such row
   * @param equal whether they are, to their ends
   */
  public record Cell(String column, String source, String event, boolean equal)
      implements Serializable {}
}
