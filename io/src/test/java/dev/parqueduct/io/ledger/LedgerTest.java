package dev.parqueduct.io.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private final ObjectStore store = ObjectStore.withRetries(RetryPolicy.NONE);
  @TempDir Path output;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.of(output.toString(), store);
  }

  private UnitEntry entry(String unit, String... files) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    for (String file : files) {
      byte[] content = ("content of " + file).getBytes(StandardCharsets.UTF_8);
      store.write(ledger.path(file), content, ledger.pendingFolder(unit));
      entries.add(new FileEntry(file, 3, content.length, "00000000"));
    }
    return new UnitEntry(
        unit,
        List.of(new SourceEntry("s-" + unit, 17)),
        entries,
        List.of(),
        List.of(),
        new Balance(10, 3, 2, 1, Map.of("invalid-json", 4L)),
        Map.of("counter", 5L),
        Map.of("7", ContentSum.of(-1, 2, 3)));
  }

  @Test
  void committedUnitsComeBackInOrderAsTheyWere() throws IOException {
    UnitEntry b = entry("b", "b1.parquet", "deep/b2.parquet");
    UnitEntry a = entry("a");
    ledger.commit(b);
    ledger.commit(a);

    assertThat(ledger.doneUnits()).containsExactly(a, b);
    assertThat(output.resolve("_ledger/pending/a")).isEmptyDirectory();
    assertThat(output.resolve("_ledger/pending/b")).isEmptyDirectory();
  }

  @Test
  void anEntryTellsNothingOfTheRunThatWroteIt() throws IOException {
    ledger.commit(entry("a", "f"));
    byte[] first = Files.readAllBytes(output.resolve("_ledger/units/a.json"));
    ledger.commit(entry("a", "f"));

    assertThat(output.resolve("_ledger/units/a.json")).hasBinaryContent(first);
  }

  @Test
  void aUnitWithAMissingOrResizedFileIsPendingAgain() throws IOException {
    ledger.commit(entry("missing", "m"));
    ledger.commit(entry("resized", "r"));
    UnitEntry sound = entry("sound", "s");
    ledger.commit(sound);
    Files.delete(output.resolve("m"));
    Files.writeString(output.resolve("r"), "other");

    assertThat(ledger.doneUnits()).containsExactly(sound);
  }

  @Test
  void aUnitWhoseIndexIsGoneIsPendingAgain() throws IOException {
    UnitEntry entry = entry("a", "f");
    ledger.commit(
        new UnitEntry(
            "a",
            entry.sources(),
            entry.files(),
            List.of(new FileEntry("_ledger/keys/a.keys", 1, 9, "")),
            List.of(),
            entry.rows(),
            entry.counters(),
            entry.sums()));

    assertThat(ledger.doneUnits()).isEmpty();
  }

  @Test
  void aDamagedEntryIsNamedWithItsRemedy() throws IOException {
    ledger.commit(entry("a", "f"));
    Path file = output.resolve("_ledger/units/a.json");
    Files.writeString(file, Files.readString(file).substring(0, 40));

    assertThatThrownBy(ledger::doneUnits)
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Delete it; its unit is exported again");

    Files.writeString(file, "{}");
    assertThatThrownBy(ledger::doneUnits).isInstanceOf(RunFailedException.class);
  }

  @Test
  void aDamagedShapeIsNamedWithAnotherRemedy() throws IOException {
    ledger.begin(new RunShape("p", Map.of()));
    Files.writeString(output.resolve("_ledger/run.json"), "{");

    assertThatThrownBy(() -> ledger.begin(new RunShape("p", Map.of())))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("_ledger/run.json")
        .hasMessageNotContaining("its unit");
  }

  @Test
  void everyOptionThatDiffersIsNamed() throws IOException {
    ledger.begin(new RunShape("p", Map.of("--keep", "first", "--same", "1", "--old", "x")));

    assertThatThrownBy(
            () ->
                ledger.begin(
                    new RunShape("p", Map.of("--keep", "latest", "--same", "1", "--new", "y"))))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("--keep was first and is now latest")
        .hasMessageContaining("--old was x")
        .hasMessageContaining("--new")
        .hasMessageContaining("is now y")
        .hasMessageNotContaining("--same");
    assertThatThrownBy(() -> ledger.begin(new RunShape("q", Map.of())))
        .hasMessageContaining("it was written by p, not by q");
  }

  @Test
  void checkingWritesNothing() throws IOException {
    RunShape shape = new RunShape("p", Map.of("--keep", "first"));

    assertThat(ledger.check(shape)).isFalse();
    assertThat(output).isEmptyDirectory();
    ledger.begin(shape);
    ledger.begin(shape);
    assertThat(ledger.check(shape)).isTrue();
  }

  @Test
  void anOutputThatIsNotThereHasNoUnits() throws IOException {
    assertThat(Ledger.of(output.resolve("nowhere").toString(), store).doneUnits()).isEmpty();
  }

  @Test
  void workersThatRaceToCommitAUnitLeaveOneEntry() throws Exception {
    UnitEntry entry = entry("a", "f");
    int workers = 4;
    CyclicBarrier together = new CyclicBarrier(workers);
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    List<Future<Boolean>> commits = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      commits.add(
          pool.submit(
              () -> {
                together.await();
                try {
                  ledger.commit(entry);
                  return true;
                } catch (IOException e) {
                  // The loser's temporary file was cleared away; its bundle would be tried again.
                  return false;
                }
              }));
    }
    int succeeded = 0;
    for (Future<Boolean> commit : commits) {
      succeeded += commit.get() ? 1 : 0;
    }
    pool.shutdown();

    assertThat(succeeded).isPositive();
    assertThat(ledger.doneUnits()).containsExactly(entry);
  }
}
