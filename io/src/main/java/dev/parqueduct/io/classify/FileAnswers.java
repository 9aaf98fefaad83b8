package dev.parqueduct.io.classify;

import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.Lookups;
import dev.parqueduct.io.parquet.ColumnReplacement;
import dev.parqueduct.io.parquet.FileScan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * What the store says of the rows of one file. Memory: four bytes a row, and the keys that are
 * being asked for.
 */
final class FileAnswers implements ColumnReplacement {
  /** Rows between two looks at what has been answered. */
  private static final int ROWS_AT_A_TIME = 1000;

  private final Answer[][] answers;
  private final Map<String, byte[]> texts = new HashMap<>();
  private final Map<String, String> failures = new TreeMap<>();
  private final Map<Answer.Kind, Long> rows = new TreeMap<>();
  private final Queue<Open> open = new ArrayDeque<>();
  private final UnitProgress progress;
  private long rowsOfScope;
  private long withoutKey;

  private record Open(int group, int row, String key, CompletableFuture<Answer> answer) {}

  private FileAnswers(int groups, UnitProgress progress) {
    this.answers = new Answer[groups][];
    this.progress = progress;
  }

  /** Asks for all rows of the scope. */
  static FileAnswers ask(
      FileScan file,
      ClassifyColumns columns,
      ClassifyRequest.Scope scope,
      Lookups lookups,
      UnitProgress progress)
      throws IOException {
    FileAnswers answers = new FileAnswers(file.rowGroups(), progress);
    FileKeys keys = new FileKeys(file, columns, scope);
    for (int group = 0; group < file.rowGroups(); group++) {
      int number = group;
      answers.answers[group] = new Answer[file.rows(group)];
      keys.read(group, (row, key) -> answers.ask(number, row, key, lookups));
    }
    answers.awaitAll();
    answers.rowsOfScope = keys.rowsOfScope();
    answers.withoutKey = keys.withoutKey();
    return answers;
  }

  private void ask(int group, int row, String key, Lookups lookups) throws IOException {
    try {
      open.add(new Open(group, row, key, lookups.ask(key)));
    } catch (InterruptedException e) {
      throw interrupted();
    }
    if (open.size() % ROWS_AT_A_TIME == 0) {
      int answered = 0;
      while (!open.isEmpty() && open.peek().answer.isDone()) {
        take(open.remove());
        answered++;
      }
      progress.count("rows_read", answered);
    }
  }

  private void awaitAll() throws IOException {
    progress.count("rows_read", open.size());
    while (!open.isEmpty()) {
      take(open.remove());
    }
  }

  private void take(Open asked) throws IOException {
    Answer answer;
    try {
      answer = asked.answer.get();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lookup failed without an answer", e);
    }
    answers[asked.group][asked.row] = answer;
    rows.merge(answer.kind(), 1L, Long::sum);
    if (answer.kind() == Answer.Kind.FAILED) {
      failures.putIfAbsent(asked.key, answer.text());
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while keys were looked up");
  }

  /** Rows that were to be asked for. */
  long rowsOfScope() {
    return rowsOfScope;
  }

  /** Those of them that have no key. */
  long withoutKey() {
    return withoutKey;
  }

  /** Rows with such an answer. */
  long rows(Answer.Kind kind) {
    return rows.getOrDefault(kind, 0L);
  }

  /** Why keys could not be looked up, by key. */
  Map<String, String> failures() {
    return failures;
  }

  @Override
  public byte[] value(int rowGroup, int row) {
    Answer answer = answers[rowGroup][row];
    if (answer == null || answer.kind() != Answer.Kind.FOUND) {
      return null;
    }
    return texts.computeIfAbsent(answer.text(), text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
