package dev.parqueduct.io.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingPublicationTest {
  @TempDir Path output;
  private final ObjectStore store = ObjectStore.create();
  private Ledger ledger;
  private Path pending;

  @BeforeEach
  void noteTwoFiles() throws IOException {
    ledger = Ledger.of(output.toString(), store);
    pending = Path.of(ledger.pendingFolder("u"));
    Files.createDirectories(pending);
    Files.writeString(pending.resolve("a.tmp"), "aaa");
    Files.writeString(pending.resolve("b.tmp"), "bb");
    UnitEntry entry =
        new UnitEntry(
            "u",
            List.of(),
            List.of(new FileEntry("x/a", 1, 3, "0"), new FileEntry("x/b", 1, 2, "0")),
            List.of(),
            List.of(),
            new Balance(2, 2, 0, 0, Map.of()),
            Map.of(),
            Map.of());
    new PendingPublication(
            entry,
            List.of(pending.resolve("a.tmp").toString(), pending.resolve("b.tmp").toString()))
        .write(store, ledger);
  }

  @Test
  void whatWasAboutToBePublishedIsPublishedByTheNextRun() throws IOException {
    // Killed after the first of two files.
    Files.createDirectories(output.resolve("x"));
    Files.move(pending.resolve("a.tmp"), output.resolve("x/a"));

    assertThat(PendingPublication.finish("u", store, ledger)).isPresent();
    assertThat(output.resolve("x/a")).hasContent("aaa");
    assertThat(output.resolve("x/b")).hasContent("bb");
    assertThat(ledger.doneUnits()).extracting(UnitEntry::unit).containsExactly("u");
    assertThat(pending).isEmptyDirectory();
  }

  @Test
  void aUnitWhoseFilesAreGoneIsExportedAgain() throws IOException {
    Files.delete(pending.resolve("b.tmp"));

    assertThat(PendingPublication.finish("u", store, ledger)).isEmpty();
    assertThat(ledger.doneUnits()).isEmpty();
    assertThat(PendingPublication.finish("u", store, ledger)).isEmpty();
  }
}
