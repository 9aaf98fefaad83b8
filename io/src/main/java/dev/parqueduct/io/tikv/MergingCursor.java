package dev.parqueduct.io.tikv;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The newest version of each key in several cursors, which it reads side by side. Of versions that
 * were committed at the same time, which overlapping backups have twice, one counts.
 *
 * <p>A cursor is asked for its first key only when the merge has come to where its keys may begin,
 * so of many cursors that follow one another few are in use at a time.
 */
public final class MergingCursor implements VersionCursor {
  private static final Comparator<Head> BY_KEY =
      (a, b) ->
          Arrays.compareUnsigned(
              a.rows.rawKey(), 0, a.rows.rawKeyLength(), b.rows.rawKey(), 0, b.rows.rawKeyLength());
  private static final Comparator<Head> NEWEST_FIRST =
      BY_KEY
          .thenComparing((a, b) -> Long.compareUnsigned(b.rows.commitTs(), a.rows.commitTs()))
          .thenComparing((a, b) -> Integer.compare(b.age, a.age));

  /**
   * What is merged.
   *
   * @param from no key in the rows is smaller
   * @param rows each key once, in ascending order
   */
  public record Input(byte[] from, VersionCursor rows) {
    public Input {
      requireNonNull(from, "from");
      requireNonNull(rows, "rows");
    }
  }

  /** A cursor that stands on a key. */
  private record Head(VersionCursor rows, int age) {}

  private record Waiting(byte[] from, Head head) {}

  private final List<Input> inputs;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final PriorityQueue<Head> heads = new PriorityQueue<>(NEWEST_FIRST);
  private Head winner;
  private long superseded;

  /**
   * @param inputs the oldest first
   */
  public MergingCursor(List<Input> inputs) {
    this.inputs = List.copyOf(inputs);
    List<Waiting> all = new ArrayList<>();
    for (Input input : inputs) {
      all.add(new Waiting(input.from(), new Head(input.rows(), all.size())));
    }
    all.sort((a, b) -> Arrays.compareUnsigned(a.from(), b.from()));
    waiting.addAll(all);
  }

  @Override
  public boolean next() throws IOException {
    superseded = 0;
    Head last = winner;
    winner = null;
    if (last != null && last.rows.next()) {
      // Most rows come from one cursor; as long as it leads, the queue need not know.
      if (!begins(last) && (heads.isEmpty() || NEWEST_FIRST.compare(last, heads.peek()) < 0)) {
        winner = last;
        dropOlderVersions();
        return true;
      }
      heads.add(last);
    }
    while (!waiting.isEmpty() && (heads.isEmpty() || begins(heads.peek()))) {
      Head begun = waiting.remove().head();
      if (begun.rows.next()) {
        heads.add(begun);
      }
    }
    winner = heads.poll();
    if (winner == null) {
      return false;
    }
    dropOlderVersions();
    return true;
  }

  /** Whether a cursor that was not asked yet may have a key at the head's or before it. */
  private boolean begins(Head head) {
    if (waiting.isEmpty()) {
      return false;
    }
    byte[] from = waiting.peek().from();
    VersionCursor rows = head.rows;
    return Arrays.compareUnsigned(from, 0, from.length, rows.rawKey(), 0, rows.rawKeyLength()) <= 0;
  }

  private void dropOlderVersions() throws IOException {
    while (!heads.isEmpty() && BY_KEY.compare(heads.peek(), winner) == 0) {
      Head older = heads.poll();
      superseded++;
      if (older.rows.next()) {
        heads.add(older);
      }
    }
  }

  /** Versions of the key that do not count, besides the one that does. */
  public long superseded() {
    return superseded;
  }

  @Override
  public byte[] rawKey() {
    return winner.rows.rawKey();
  }

  @Override
  public int rawKeyLength() {
    return winner.rows.rawKeyLength();
  }

  @Override
  public Kind kind() {
    return winner.rows.kind();
  }

  @Override
  public long commitTs() {
    return winner.rows.commitTs();
  }

  @Override
  public byte[] value() {
    return winner.rows.value();
  }

  @Override
  public int valueOffset() {
    return winner.rows.valueOffset();
  }

  @Override
  public int valueLength() {
    return winner.rows.valueLength();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Input input : inputs) {
      try {
        input.rows().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
