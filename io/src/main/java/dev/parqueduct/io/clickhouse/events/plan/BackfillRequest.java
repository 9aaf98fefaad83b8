package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.server.EventTables;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.ledger.RunShape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to backfill, and how.
 *
 * @param server that has the tables
 * @param tables read and written
 * @param profile the rules
 * @param partitions {@code YYYYMM}, or ranges {@code YYYYMM-YYYYMM}
 * @param datasetRuns whether traces of dataset runs are left out
 * @param rootSpans whether traces become events of their own
 * @param inserts how inserts are kept from being done twice
 * @param join where observations meet their traces
 * @param files that are read in place of tables, if that is where they meet
 * @param sizes of pieces of work
 * @param limits to what is done to the server
 * @param output folder of the ledger, the report and the rejects
 */
public record BackfillRequest(
    ServerAddress server,
    EventTables tables,
    Profile profile,
    List<String> partitions,
    DatasetRuns datasetRuns,
    RootSpans rootSpans,
    Inserts inserts,
    Join join,
    ExportFiles files,
    Sizes sizes,
    Limits limits,
    String output)
    implements Serializable {
  public BackfillRequest {
    requireNonNull(server, "server");
    requireNonNull(tables, "tables");
    requireNonNull(profile, "profile");
    requireNonNull(datasetRuns, "datasetRuns");
    requireNonNull(rootSpans, "rootSpans");
    requireNonNull(inserts, "inserts");
    requireNonNull(join, "join");
    requireNonNull(files, "files");
    requireNonNull(sizes, "sizes");
    requireNonNull(limits, "limits");
    requireNonNull(output, "output");
    partitions = new ArrayList<>(partitions);
  }

  /** What becomes of observations whose trace belongs to a dataset run. */
  public enum DatasetRuns {
    /** They become events as others do. */
    KEPT,
    /** They are left out, and counted. */
    LEFT_OUT
  }

  /** Whether traces become events of their own. */
  public enum RootSpans {
    /** A span {@code t-{trace}} of each. */
    MADE,
    /** Another step makes them. */
    NONE
  }

  /** A request without root spans, joined by streaming tables. */
  public BackfillRequest(
      ServerAddress server,
      EventTables tables,
      Profile profile,
      List<String> partitions,
      DatasetRuns datasetRuns,
      Inserts inserts,
      Sizes sizes,
      Limits limits,
      String output) {
    this(
        server,
        tables,
        profile,
        partitions,
        datasetRuns,
        RootSpans.NONE,
        inserts,
        Join.STREAM,
        ExportFiles.NONE,
        sizes,
        limits,
        output);
  }

  /** The same, with root spans or without. */
  public BackfillRequest withRootSpans(RootSpans newRootSpans) {
    return with(newRootSpans, inserts, join, files, sizes);
  }

  /** The same, with other inserts. */
  public BackfillRequest withInserts(Inserts newInserts) {
    return with(rootSpans, newInserts, join, files, sizes);
  }

  /** The same, joined elsewhere. */
  public BackfillRequest withJoin(Join newJoin) {
    return with(rootSpans, inserts, newJoin, files, sizes);
  }

  /** The same, of files. */
  public BackfillRequest ofFiles(ExportFiles newFiles) {
    return with(rootSpans, inserts, Join.FILES, newFiles, sizes);
  }

  /** The same, in pieces of other sizes. */
  public BackfillRequest withSizes(Sizes newSizes) {
    return with(rootSpans, inserts, join, files, newSizes);
  }

  private BackfillRequest with(
      RootSpans newRootSpans,
      Inserts newInserts,
      Join newJoin,
      ExportFiles newFiles,
      Sizes newSizes) {
    return new BackfillRequest(
        server,
        tables,
        profile,
        partitions,
        datasetRuns,
        newRootSpans,
        newInserts,
        newJoin,
        newFiles,
        newSizes,
        limits,
        output);
  }

  /** How inserts are kept from being done twice. */
  public enum Inserts {
    /** By tokens that the target remembers. */
    TOKENS,
    /** Into a table of their own for each chunk, whose parts are moved when the chunk is done. */
    STAGING,
    /** Not done: everything else is. */
    NONE
  }

  /** Where observations meet their traces. Chunks that are begun are ended the way they began. */
  public enum Join {
    /** Here: both are read. */
    STREAM,
    /** On the server: batches are queries that insert what they select. */
    PUSHDOWN,
    /** Here, as exported files have them: tables are not read. */
    FILES
  }

  /**
   * Sizes.
   *
   * @param batchRows rows of an insert at most
   * @param batchBytes bytes of inputs and outputs of an insert, about
   * @param chunkRows observations of a chunk, about
   */
  public record Sizes(int batchRows, long batchBytes, long chunkRows) implements Serializable {
    /** What inserts hold at most, however many rows that are. */
    public static final long BATCH_BYTES = 24L << 20;
  }

  /**
   * Limits.
   *
   * @param maxRetries attempts after the first, for each insert and each chunk
   * @param backoffMillis the wait before the first of them
   * @param maxPartsPerPartition parts at which inserts wait for merges; 0 for any number
   */
  public record Limits(int maxRetries, long backoffMillis, int maxPartsPerPartition)
      implements Serializable {}

  /** Whether anything is written to the server. */
  public boolean isReal() {
    return inserts != Inserts.NONE;
  }

  /** What all runs into one output must have in common. */
  public RunShape shape() {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--url", server.url());
    shape.put("--profile", profile.name());
    shape.put("--observations", tables.observations().toString());
    shape.put("--traces", tables.traces().toString());
    shape.put("--events", tables.events().toString());
    shape.put("--excludeDatasetItems", String.valueOf(datasetRuns == DatasetRuns.LEFT_OUT));
    if (inserts == Inserts.STAGING) {
      shape.put("--staging", "true");
    }
    if (join == Join.FILES) {
      shape.put("--join", "files");
    }
    if (rootSpans == RootSpans.MADE) {
      shape.put("--rootSpans", "true");
    }
    return new RunShape("backfill-events", shape);
  }
}
