package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

/** One attempt at one chunk: what it is, and what has become of it so far. */
final class ChunkWork {
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
  ChunkWork(Chunk chunk, int attempt, TableName table, ChunkRejects rejects) {
    this.chunk = requireNonNull(chunk, "chunk");
    this.attempt = attempt;
    this.table = requireNonNull(table, "table");
    this.rejects = requireNonNull(rejects, "rejects");
    this.partition = chunk.partition();
  }

  Chunk chunk() {
    return chunk;
  }

  int attempt() {
    return attempt;
  }

  /** The partition that is inserted into now. */
  String partition() {
    return partition;
  }

  /** Goes on to another partition. */
  void goTo(String next) {
    partition = next;
  }

  TableName table() {
    return table;
  }

  ChunkRejects rejects() {
    return rejects;
  }

  ChunkCounts counts() {
    return counts;
  }

  /** Observations were read. */
  void read(long rows) {
    read += rows;
    counts.read(rows);
  }

  /** Time was spent on reading. */
  void reading(long nanos) {
    readNanos += nanos;
  }

  /** Time was spent on inserting. */
  void inserted(long nanos) {
    insertNanos += nanos;
  }

  long rowsRead() {
    return read;
  }

  long readNanos() {
    return readNanos;
  }

  long insertNanos() {
    return insertNanos;
  }
}
