package dev.parqueduct.io.clickhouse.events.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.insert.RefusedRows;
import dev.parqueduct.io.clickhouse.events.plan.BackfillPlan;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.RootSpans;
import dev.parqueduct.io.clickhouse.events.plan.Chunk;
import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.server.RetryWaits;
import dev.parqueduct.io.clickhouse.events.verify.ChunkQuestions.Row;
import dev.parqueduct.io.clickhouse.events.verify.ChunkQuestions.Sum;
import dev.parqueduct.io.clickhouse.events.verify.RowDifference.Kind;
import dev.parqueduct.io.clickhouse.events.verify.VerifySql.Side;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.Sleeper;

/**
 * Compares chunks: what their observations and traces make by the rules of the profile, which the
 * server applies, with the events in the table, doubled ones included. Both sides are counted and
 * summed up; where they differ, rows are cut into buckets by their keys, and those of the buckets
 * that differ are looked at one by one.
 */
public final class ChunkVerification {
  private static final long BUCKET_ROWS = 200;
  private static final long MAX_BUCKETS = 1 << 16;
  private static final long BLOCK_BYTES = 8L << 20;
  private static final long MIN_BLOCK = 256;
  private static final long MAX_BLOCK = 16_384;

  /** Rows that are looked at on each side, about. */
  private static final long LOOKED_AT = 20_000;

  private static final int NAMED = 10;
  private static final int SHOWN = 2;
  private static final int CHARACTERS = 60;
  private static final Sum NONE = new Sum(0, "0");

  private final BackfillRequest request;
  private final ObjectStore store;
  private final ComparedColumns columns;
  private final VerifySql sql;
  private final ChunkQuestions questions;

  private ChunkVerification(
      BackfillRequest request,
      ObjectStore store,
      ComparedColumns columns,
      ChunkQuestions questions) {
    this.request = requireNonNull(request, "request");
    this.store = requireNonNull(store, "store");
    this.columns = requireNonNull(columns, "columns");
    this.questions = requireNonNull(questions, "questions");
    this.sql = new VerifySql(request, columns);
  }

  /** For one thread; looks at the tables. */
  public static ChunkVerification of(BackfillRequest request, ObjectStore store)
      throws IOException {
    ServerClient client = BackfillPlan.client(request);
    SourceTables source = SourceTables.of(client, request.tables(), request.profile());
    ComparedColumns columns =
        ComparedColumns.of(client, request.tables(), request.profile(), source);
    BackfillRequest.Limits limits = request.limits();
    long block =
        Math.max(MIN_BLOCK, Math.min(MAX_BLOCK, BLOCK_BYTES / Math.max(1, source.rowBytes())));
    return new ChunkVerification(
        request,
        store,
        columns,
        new ChunkQuestions(
            client,
            columns,
            new RetryWaits(limits.maxRetries(), limits.backoffMillis(), Sleeper.DEFAULT),
            block));
  }

  /** Whether a sample of rows is wanted, where both sides are equal. */
  public enum Sample {
    NONE,
    ONE_ROW
  }

  /**
   * Compares a chunk that is done.
   *
   * @param entry of the chunk in the ledger
   */
  public ChunkVerdict verify(Chunk chunk, UnitEntry entry, Sample sample) throws IOException {
    return new Comparison(chunk, entry).verdict(sample);
  }

  /** The comparison of one chunk. */
  private final class Comparison {
    private final Chunk chunk;
    private final UnitEntry entry;
    private final Side source;
    private final Side events;
    private final RefusedRows refused;
    private final Set<String> differingColumns = new TreeSet<>();

    Comparison(Chunk chunk, UnitEntry entry) throws IOException {
      this.chunk = chunk;
      this.entry = entry;
      this.source = sql.source(chunk);
      this.events = sql.events(chunk);
      this.refused = RefusedRows.of(store, request.output(), entry);
    }

    ChunkVerdict verdict(Sample sample) throws IOException {
      String others = refused.isEmpty() ? "1" : "NOT " + refused.condition();
      Sum expected = questions.sum(source, others);
      Sum present = questions.sum(events, others);
      List<RowDifference> differences = refusedRows();
      boolean equal = expected.equals(present) && differences.isEmpty();
      if (!expected.equals(present)) {
        differences.addAll(otherRows(Math.max(expected.rows(), present.rows()), others));
      }
      differences.forEach(difference -> differingColumns.addAll(difference.columns()));
      List<RowDifference> named = differences.subList(0, Math.min(differences.size(), NAMED));
      return new ChunkVerdict(
          chunk.id(),
          expected.rows(),
          present.rows(),
          expected.hashes(),
          present.hashes(),
          refused.keys().size(),
          rowsRead(),
          columns.names().stream().filter(differingColumns::contains).toList(),
          named,
          equal ? sample(sample) : pairs(named));
    }

    /** Root spans are none of the observations that were read. */
    private long rowsRead() {
      return request.rootSpans() == RootSpans.MADE ? Long.MAX_VALUE : entry.rows().read();
    }

    /** Rows that were refused must still be of the source, and no events. */
    private List<RowDifference> refusedRows() throws IOException {
      if (refused.isEmpty()) {
        return new ArrayList<>();
      }
      RowMatch match = new RowMatch(columns.names());
      refused.keys().forEach(key -> match.addRefused(key.project(), key.span()));
      return match(match, refused.condition());
    }

    private List<RowDifference> otherRows(long rows, String others) throws IOException {
      long buckets = Math.max(1, Math.min(MAX_BUCKETS, rows / BUCKET_ROWS));
      Map<Long, Sum> expected = questions.buckets(source, buckets, others);
      Map<Long, Sum> present = questions.buckets(events, buckets, others);
      TreeSet<Long> all = new TreeSet<>(expected.keySet());
      all.addAll(present.keySet());
      all.removeIf(bucket -> expected.getOrDefault(bucket, NONE).equals(present.get(bucket)));
      List<Long> first = new ArrayList<>();
      List<Long> sameCount = new ArrayList<>();
      long looked = 0;
      for (long bucket : all) {
        Sum wanted = expected.getOrDefault(bucket, NONE);
        Sum found = present.getOrDefault(bucket, NONE);
        if (looked < LOOKED_AT) {
          first.add(bucket);
        } else if (wanted.rows() == found.rows()) {
          sameCount.add(bucket);
        }
        looked += Math.max(wanted.rows(), found.rows());
      }
      if (!sameCount.isEmpty()) {
        compareColumns(in(sameCount, buckets) + " AND " + others);
      }
      return match(new RowMatch(columns.names()), in(first, buckets) + " AND " + others);
    }

    private static String in(Collection<Long> numbers, long buckets) {
      return ChunkQuestions.bucket(buckets)
          + " IN ("
          + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "))
          + ")";
    }

    /** Finds the columns that differ among rows too many to be looked at one by one. */
    private void compareColumns(String condition) throws IOException {
      List<String> wanted = questions.columnSums(source, condition);
      List<String> found = questions.columnSums(events, condition);
      for (int i = 0; i < wanted.size(); i++) {
        if (!wanted.get(i).equals(found.get(i))) {
          differingColumns.add(columns.names().get(i));
        }
      }
    }

    private List<RowDifference> match(RowMatch match, String condition) throws IOException {
      for (Row row : questions.rows(source, condition)) {
        match.addSource(row.project(), row.span(), row.hashes());
      }
      for (Row row : questions.rows(events, condition)) {
        match.addEvent(row.project(), row.span(), row.hashes());
      }
      return match.differences();
    }

    private List<RowPair> sample(Sample sample) throws IOException {
      if (sample == Sample.NONE) {
        return List.of();
      }
      List<String> key = questions.anyKey(events);
      return key.isEmpty() ? List.of() : List.of(pair(key.get(0), key.get(1)));
    }

    /** Some of the rows that have a counterpart, with their values. */
    private List<RowPair> pairs(List<RowDifference> differences) throws IOException {
      List<RowPair> pairs = new ArrayList<>();
      for (RowDifference difference : differences) {
        if (difference.kind() == Kind.DIFFERENT && pairs.size() < SHOWN) {
          pairs.add(pair(difference.project(), difference.span()));
        }
      }
      return pairs;
    }

    private RowPair pair(String project, String span) throws IOException {
      List<String> wanted = questions.values(source, project, span, CHARACTERS);
      List<String> found = questions.values(events, project, span, CHARACTERS);
      List<String> names = columns.names();
      List<RowPair.Cell> cells = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        cells.add(
            new RowPair.Cell(
                names.get(i),
                wanted.isEmpty() ? "" : wanted.get(i),
                found.isEmpty() ? "" : found.get(i),
                !wanted.isEmpty()
                    && !found.isEmpty()
                    && wanted.get(names.size() + i).equals(found.get(names.size() + i))));
      }
      return new RowPair(chunk.id(), project, span, cells);
    }
  }
}
