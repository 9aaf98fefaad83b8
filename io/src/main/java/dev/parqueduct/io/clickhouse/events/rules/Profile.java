package dev.parqueduct.io.clickhouse.events.rules;

/** Sets of rules by which an observation and its trace become an event. */
public enum Profile {
  /**
   * The first backfill script: metadata of both, the trace's wins, with the tags among it as
   * trace_tags; no tags.
   */
  SEED("events"),
  /** Its successor: metadata of both, the observation's wins, without the key attributes; tags. */
  LANGFUSE_RUST("events"),
  /**
   * Langfuse's own chain for version 4: the observation's metadata alone, the trace's name and
   * version, traces of dataset runs left out, sources that say that they are of a backfill.
   */
  LANGFUSE_V4("events_full");

  private final String target;

  Profile(String target) {
    this.target = target;
  }

  /** The table that Langfuse has for it. */
  public String target() {
    return target;
  }

  /** Whether traces of dataset runs are always left out: another step writes them. */
  public boolean leavesOutDatasetRuns() {
    return this == LANGFUSE_V4;
  }

  /** Whether metadata of the trace is part of that of the event. */
  public boolean mergesMetadata() {
    return this != LANGFUSE_V4;
  }

  /** What is behind the names of sources. */
  public String sourceEnding() {
    return this == LANGFUSE_V4 ? "-backfill" : "";
  }

  /** The target's column of metadata values. */
  public String metadataValues() {
    return this == LANGFUSE_V4 ? "metadata_values" : "metadata_raw_values";
  }
}
