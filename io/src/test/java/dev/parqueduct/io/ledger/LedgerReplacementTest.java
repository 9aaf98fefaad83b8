package dev.parqueduct.io.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerReplacementTest {
  private static final String FILE = "a.parquet";

  private final ObjectStore store = ObjectStore.withRetries(RetryPolicy.NONE);
  @TempDir Path output;
  private Ledger ledger;
  private UnitEntry entry;

  @BeforeEach
  void exportAUnit() throws IOException {
    ledger = Ledger.of(output.toString(), store);
    FileEntry file = complete("old content", "a").publish(FILE);
    entry =
        new UnitEntry(
            "u",
            List.of(),
            List.of(file),
            List.of(),
            List.of(),
            new Balance(3, 3, 0, 0, Map.of()),
            Map.of(),
            Map.of());
    ledger.commit(entry);
  }

  private record Complete(PendingObject object, FileEntry file) {
    FileEntry publish(String unused) throws IOException {
      object.publish();
      return file;
    }
  }

  private Complete complete(String text, String folder) throws IOException {
    PendingObject object = store.create(ledger.path(FILE), ledger.pendingFolder(folder));
    object.write(text.getBytes(StandardCharsets.UTF_8));
    object.complete();
    return new Complete(object, new FileEntry(FILE, 3, object.bytes(), object.crc32c()));
  }

  private String content() throws IOException {
    return Files.readString(output.resolve(FILE));
  }

  @Test
  void fileAndEntryChangeTogether() throws IOException {
    Complete next = complete("a longer, new content", "u");

    UnitEntry now = ledger.replace(entry, next.file(), next.object());

    assertThat(now.files()).containsExactly(next.file());
    assertThat(ledger.doneUnits()).containsExactly(now);
    assertThat(content()).isEqualTo("a longer, new content");
    assertThat(output.resolve("_ledger/replacing")).isEmptyDirectory();
  }

  /** The content of the same length shows that sizes alone do not decide. */
  @ParameterizedTest
  @ValueSource(strings = {"a longer, new content", "new content"})
  void whoeverDiesBetweenFileAndEntryLeavesALedgerThatHolds(String text) throws IOException {
    Complete next = complete(text, "u");
    note(next.file());
    assertThat(ledger.doneUnits()).containsExactly(entry);
    assertThat(ledger.entries()).containsExactly(entry);

    next.object().publish();

    assertThat(ledger.doneUnits())
        .extracting(UnitEntry::files)
        .containsExactly(List.of(next.file()));
    assertThat(ledger.entries()).extracting(UnitEntry::files).containsExactly(List.of(next.file()));

    ledger.settle();

    assertThat(output.resolve("_ledger/replacing")).isEmptyDirectory();
    assertThat(ledger.doneUnits())
        .extracting(UnitEntry::files)
        .containsExactly(List.of(next.file()));
  }

  @Test
  void whoeverDiesBeforeTheFileChangesLeavesWhatWas() throws IOException {
    note(complete("another content", "u").file());

    ledger.settle();

    assertThat(ledger.doneUnits()).containsExactly(entry);
    assertThat(content()).isEqualTo("old content");
    assertThat(output.resolve("_ledger/replacing")).isEmptyDirectory();
    assertThat(output.resolve("_ledger/pending/u")).isEmptyDirectory();
  }

  private void note(FileEntry file) throws IOException {
    store.write(
        ledger.path("_ledger/replacing/u.json"),
        Ledger.toJson(new FileReplacement("u", file)),
        ledger.pendingFolder("u"));
  }
}
