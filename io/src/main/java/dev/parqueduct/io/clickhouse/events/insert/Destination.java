package dev.parqueduct.io.clickhouse.events.insert;

import dev.parqueduct.io.clickhouse.events.server.TableName;
import java.io.IOException;

/** Where the events of a unit of work are inserted. */
public interface Destination {
  /** Begins a unit, or goes on with it; gives the table to insert into. */
  TableName begin(String unit) throws IOException;

  /**
   * Ends a unit of which every row is inserted; does nothing that an earlier attempt has done.
   *
   * @param rows that were inserted
   */
  void end(String unit, long rows) throws IOException;

  /** The table of events itself. */
  static Destination direct(TableName events) {
    return new Destination() {
      @Override
      public TableName begin(String unit) {
        return events;
      }

      @Override
      public void end(String unit, long rows) {}
    };
  }
}
