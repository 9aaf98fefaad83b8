package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file of results up to date while a run lasts, so that what was found is there whatever
 * becomes of the run. Until the run is at its end, the last line of the file is {@code
 * INCOMPLETE|state}. For runs within one process, whose steps find it by the run's name.
 */
public final class ResultsJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsJournal.class);
  private static final Map<String, ResultsJournal> RUNS = new ConcurrentHashMap<>();
  private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final String run;
  private final ObjectStore store;
  private final String path;
  private final long files;
  private final LongSupplier clock;
  private final Map<String, FileVerdict> verdicts = new TreeMap<>();
  private long written;

  private ResultsJournal(
      String run, ObjectStore store, String path, ValidationPlan plan, LongSupplier clock) {
    this.run = requireNonNull(run, "run");
    this.store = requireNonNull(store, "store");
    this.path = requireNonNull(path, "path");
    this.files = (long) plan.files().size() + plan.missing().size();
    this.clock = requireNonNull(clock, "clock");
    plan.missing().forEach(file -> verdicts.put(file.path(), file));
  }

  /**
   * Begins the file, in place of one of an earlier run.
   *
   * @param run a name of this run and no other
   * @throws IOException if it cannot be written, which is better known before files are read
   */
  public static ResultsJournal begin(
      String run, ObjectStore store, String path, ValidationPlan plan) throws IOException {
    return begin(run, store, path, plan, System::nanoTime);
  }

  static ResultsJournal begin(
      String run, ObjectStore store, String path, ValidationPlan plan, LongSupplier clock)
      throws IOException {
    ResultsJournal journal = new ResultsJournal(run, store, path, plan, clock);
    journal.write("running");
    RUNS.put(run, journal);
    return journal;
  }

  /** The journal of a run in this process. */
  public static Optional<ResultsJournal> of(String run) {
    return Optional.ofNullable(RUNS.get(run));
  }

  /** Takes note of a verdict; the file follows within seconds, if more verdicts do. */
  public synchronized void add(FileVerdict verdict) {
    verdicts.put(verdict.path(), verdict);
    if (clock.getAsLong() - written >= EVERY_NANOS) {
      tryWrite("running");
    }
  }

  /** The run is over, and there will be no other results than these. */
  public synchronized void end(String state) {
    if (RUNS.remove(run, this)) {
      tryWrite(state);
    }
  }

  /** The run has come to its end and has written the file itself. */
  @Override
  public void close() {
    RUNS.remove(run, this);
  }

  private void tryWrite(String state) {
    try {
      write(state);
    } catch (IOException e) {
      LOG.warn("Could not write {}: {}", path, e.getMessage());
    }
  }

  private void write(String state) throws IOException {
    List<FileVerdict> checked = new ArrayList<>(verdicts.values());
    String last =
        "INCOMPLETE|" + state + ": " + checked.size() + " of " + files + " files were checked\n";
    store.write(
        path,
        (lines(checked) + last).getBytes(StandardCharsets.UTF_8),
        ValidationConclusion.parent(path));
    written = clock.getAsLong();
  }

  /** A line a file. */
  static String lines(List<FileVerdict> files) {
    StringBuilder lines = new StringBuilder();
    for (FileVerdict file : files) {
      lines.append(file.status()).append('|').append(file.path()).append('\n');
    }
    return lines.toString();
  }
}
