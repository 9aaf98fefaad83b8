package dev.parqueduct.io.clickhouse.events.insert;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.server.TableName;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.Event;

/** One attempt at one chunk: what it is, and what has become of it so far. */
public final class ChunkWork {
  private final Chunk chunk;
  private final int attempt;
  private final TableName table;
  private final ChunkRejects rejects;
  private final ChunkCounts counts = new ChunkCounts();
  private String partition;
  private long read;
  private long readNanos;
  private long insertNanos;

  /**
   * @param attempt the higher, the less is asked of the server at a time
   * @param table that is inserted into
   */
  public ChunkWork(Chunk chunk, int attempt, TableName table, ChunkRejects rejects) {
    this.chunk = requireNonNull(chunk, "chunk");
    this.attempt = attempt;
    this.table = requireNonNull(table, "table");
    this.rejects = requireNonNull(rejects, "rejects");
    this.partition = chunk.partition();
  }

  public Chunk chunk() {
    return chunk;
  }

  public int attempt() {
    return attempt;
  }

  /** The partition that is inserted into now. */
  public String partition() {
    return partition;
  }

  /** Goes on to another partition. */
  public void goTo(String next) {
    partition = next;
  }

  public TableName table() {
    return table;
  }

  public ChunkRejects rejects() {
    return rejects;
  }

  public ChunkCounts counts() {
    return counts;
  }

  /** Observations were read. */
  public void read(long rows) {
    read += rows;
    counts.read(rows);
  }

  /** Time was spent on reading. */
  public void reading(long nanos) {
    readNanos += nanos;
  }

  /** Time was spent on inserting. */
  public void inserted(long nanos) {
    insertNanos += nanos;
  }

  public long rowsRead() {
    return read;
  }

  /**
   * Tells what the work has come to, once it is recorded.
   *
   * @param workNanos time of reading, joining and inserting together
   * @param ledgerNanos time of ending and recording it
   */
  public void tell(UnitProgress progress, UnitEntry entry, long workNanos, long ledgerNanos) {
    progress.stage(Stage.DOWNLOAD, readNanos);
    progress.stage(Stage.UPLOAD, insertNanos);
    progress.stage(Stage.CONVERT, workNanos - readNanos - insertNanos);
    progress.stage(Stage.LEDGER, ledgerNanos);
    long deleted = entry.counters().getOrDefault(ChunkCounts.DELETED, 0L);
    progress.count("rows_rejected", entry.rows().rejected());
    progress.count("rows_left_out", entry.rows().filtered() - deleted);
    progress.count("rows_deleted", deleted);
    progress.count("rows_superseded", entry.rows().duplicates());
    Event.of("unit_done")
        .with("unit", chunk.id())
        .with("rows_read", entry.rows().read())
        .with("rows_written", entry.rows().written())
        .log();
  }
}
