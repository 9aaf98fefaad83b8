package dev.parqueduct.io.clickhouse.events.verify;

import dev.parqueduct.io.clickhouse.events.verify.RowDifference.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Finds the rows in which two sides differ, by the hashes of their columns. */
final class RowMatch {
  private final List<String> columns;
  private final Map<Key, Sides> rows = new TreeMap<>();

  /**
   * @param columns that the hashes of rows are of
   */
  RowMatch(List<String> columns) {
    this.columns = List.copyOf(columns);
  }

  /** What tells rows apart. */
  private record Key(String project, String span) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byProject = project.compareTo(other.project);
      return byProject != 0 ? byProject : span.compareTo(other.span);
    }
  }

  /** The rows of a key: of each the hashes of its columns. */
  private static final class Sides {
    final List<List<String>> source = new ArrayList<>();
    final List<List<String>> events = new ArrayList<>();
    int refused;
  }

  private Sides of(String project, String span) {
    return rows.computeIfAbsent(new Key(project, span), unused -> new Sides());
  }

  void addSource(String project, String span, List<String> hashes) {
    of(project, span).source.add(hashes);
  }

  void addEvent(String project, String span, List<String> hashes) {
    of(project, span).events.add(hashes);
  }

  /** Says that one row of the source was refused, and is to be missing. */
  void addRefused(String project, String span) {
    of(project, span).refused++;
  }

  /** The differences, sorted by their keys. */
  List<RowDifference> differences() {
    List<RowDifference> differences = new ArrayList<>();
    rows.forEach((key, sides) -> add(key, sides, differences));
    return differences;
  }

  private void add(Key key, Sides sides, List<RowDifference> differences) {
    List<List<String>> missing = new ArrayList<>(sides.source);
    List<List<String>> more = new ArrayList<>();
    for (List<String> event : sides.events) {
      if (!missing.remove(event)) {
        more.add(event);
      }
    }
    // Copies first: they are no counterparts of rows that are missing.
    for (Iterator<List<String>> left = more.iterator(); left.hasNext(); ) {
      if (sides.source.contains(left.next())) {
        differences.add(difference(Kind.DOUBLED, key, List.of()));
        left.remove();
      }
    }
    int absent = Math.max(0, missing.size() - sides.refused);
    int pairs = Math.min(absent, more.size());
    for (int i = 0; i < pairs; i++) {
      differences.add(difference(Kind.DIFFERENT, key, differing(missing.get(i), more.get(i))));
    }
    for (int i = pairs; i < absent; i++) {
      differences.add(difference(Kind.MISSING, key, List.of()));
    }
    int unknown = more.size() - pairs + Math.max(0, sides.refused - missing.size());
    for (int i = 0; i < unknown; i++) {
      differences.add(difference(Kind.UNKNOWN, key, List.of()));
    }
  }

  private static RowDifference difference(Kind kind, Key key, List<String> columns) {
    return new RowDifference(kind, key.project, key.span, columns);
  }

  private List<String> differing(List<String> source, List<String> event) {
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.equals(source.get(i), event.get(i))) {
        differing.add(columns.get(i));
      }
    }
    return differing;
  }
}
