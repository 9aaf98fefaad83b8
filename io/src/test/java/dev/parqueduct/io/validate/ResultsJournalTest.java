package dev.parqueduct.io.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.validate.FileTask.InLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJournalTest {
  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();

  private static FileTask task(String path) {
    return new FileTask(path, 1, "t", "", "", null, InLedger.NONE);
  }

  private ResultsJournal begin() throws Exception {
    FileVerdict missing = FileVerdict.missing("missing", "t", "", "there is no such file");
    ValidationPlan plan =
        new ValidationPlan(
            List.of(task("one"), task("two"), task("three")), List.of(missing), List.of(), false);
    return ResultsJournal.begin(
        "run", ObjectStore.create(), results().toString(), plan, nanos::get);
  }

  private Path results() {
    return folder.resolve("new/results.txt");
  }

  private static FileVerdict verdict(String path) {
    return FileVerdict.skipped(task(path));
  }

  @Test
  void writesWhatIsKnownSoFarEveryFewSeconds() throws Exception {
    ResultsJournal journal = begin();
    assertThat(ResultsJournal.of("run")).contains(journal);
    assertThat(results())
        .hasContent("FAIL|missing\nINCOMPLETE|running: 1 of 4 files were checked\n");
    journal.add(verdict("two"));
    assertThat(results()).content().doesNotContain("two");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
    journal.add(verdict("one"));
    assertThat(results())
        .hasContent(
            "FAIL|missing\nSKIP|one\nSKIP|two\nINCOMPLETE|running: 3 of 4 files were checked\n");
    journal.end("interrupted");
    journal.end("failed");
    assertThat(results()).content().contains("INCOMPLETE|interrupted: 3 of 4 files");
    assertThat(ResultsJournal.of("run")).isEmpty();
  }

  @Test
  void leavesTheResultsOfACompleteRunAlone() throws Exception {
    ResultsJournal journal = begin();
    journal.add(verdict("one"));
    journal.close();
    journal.end("interrupted");
    assertThat(results()).content().contains("running");
  }
}
