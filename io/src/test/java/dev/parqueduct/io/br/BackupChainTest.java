package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.br.testing.TableData;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstReaderKind;
import dev.parqueduct.io.tidb.RowOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupChainTest {
  private static final long T0 = BackupBuilder.BACKUP_TS;
  private static final long HOUR = 3_600_000L << 18;

  @TempDir Path folder;

  private String write(String name, BackupBuilder builder, long... tables) throws IOException {
    for (long id : tables) {
      builder.add(
          "d", TableData.of(Table.of(id, "t" + id, Column.bigInt("id")).primaryKeyHandle("id")));
    }
    builder.write(folder.resolve(name));
    return folder.resolve(name).toString();
  }

  private static BackupExport export(String full, String... incrementals) {
    return new BackupExport(
        new BackupAccess(BackupStorage.of(full), Cipher.Method.PLAINTEXT, "", ""),
        Stream.of(incrementals).map(BackupStorage::of).toList(),
        new TableSelection(List.of(), Set.of()),
        RowOptions.defaults(),
        "",
        SstReaderKind.PURE,
        0);
  }

  private static BackupChain read(String full, String... incrementals) throws IOException {
    return BackupChain.read(export(full, incrementals), ObjectStore.create());
  }

  private static AbstractThrowableAssert<?, ?> refused(String full, String... incrementals) {
    return assertThatThrownBy(
            () -> {
              BackupExport export = export(full, incrementals);
              BackupChain chain = BackupChain.read(export, ObjectStore.create());
              ChainTables.requireAll(chain, ExportTables.read(chain.last(), export.selection()));
            })
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(full);
  }

  @Test
  void backupsAreOrderedByTimeAndCountAsOneFullBackup() throws IOException {
    String full = write("full", BackupBuilder.full(), 10);
    String second =
        write(
            "second", BackupBuilder.incremental(T0 + HOUR, T0 + 2 * HOUR).collationsUnknown(), 10);
    String first = write("first", BackupBuilder.incremental(T0, T0 + HOUR), 10);
    BackupChain chain = read(full, second, first);

    assertThat(chain.links())
        .extracting(BackupChain.Link::name)
        .containsExactly(full, first, second);
    assertThat(chain.header().incremental()).isFalse();
    assertThat(chain.header().endVersion()).isEqualTo(T0 + 2 * HOUR);
    assertThat(chain.header().newCollations()).contains(true);
    assertThat(chain.header().digest().split(",")).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aGapIsRefused() throws IOException {
    String full = write("full", BackupBuilder.full(), 10);
    String late = write("late", BackupBuilder.incremental(T0 + 1, T0 + HOUR), 10);

    refused(full, late)
        .hasMessageContainingAll(
            "changes between", late, "are missing", Long.toString(T0), "2026-01-01T00:00:00Z");
    assertThat(read(full, write("early", BackupBuilder.incremental(T0 - 1, T0 + HOUR), 10)).links())
        .hasSize(2);
  }

  @Test
  void backupsOfOtherClustersAreRefused() throws IOException {
    String full = write("full", BackupBuilder.full(), 10);
    String other = write("other", BackupBuilder.incremental(T0, T0 + HOUR).cluster(5), 10);
    String old = write("old", BackupBuilder.incremental(T0, T0 + HOUR).newCollations(false), 10);

    refused(full, other).hasMessageContainingAll(other, "different clusters", "5");
    refused(full, old).hasMessageContainingAll(old, "new_collations_enabled");
  }

  @Test
  void fullBackupsAreNoIncrementalsAndTheOtherWayRound() throws IOException {
    String full = write("full", BackupBuilder.full(), 10);
    String other = write("other", BackupBuilder.full(), 11);
    String changes = write("changes", BackupBuilder.incremental(T0, T0 + HOUR), 10);
    String more = write("more", BackupBuilder.incremental(T0 + HOUR, T0 + 2 * HOUR), 10);

    refused(full, other).hasMessageContainingAll(other, "is a full backup");
    refused(changes, more).hasMessageContainingAll(more, "is an incremental backup");
  }

  @Test
  void aBackupThatHasNothingNewIsRefused() throws IOException {
    String full = write("full", BackupBuilder.full(), 10);
    String before = write("before", BackupBuilder.incremental(T0 - HOUR, T0), 10);
    String changes = write("changes", BackupBuilder.incremental(T0, T0 + HOUR), 10);

    refused(full, before).hasMessageContainingAll(before, "nothing new");
    assertThatThrownBy(() -> read(full, changes, changes)).hasMessageContaining("nothing new");
  }

  @Test
  void aBackupOfOtherTablesIsRefused() throws IOException {
    String full = write("full", BackupBuilder.full(), 20, 30);
    String more = write("more", BackupBuilder.incremental(T0, T0 + HOUR), 10, 20, 30, 40);
    String less = write("less", BackupBuilder.incremental(T0, T0 + HOUR), 30, 40);
    String last = write("last", BackupBuilder.incremental(T0 + HOUR, T0 + 2 * HOUR), 20, 40);

    refused(full, more).hasMessageContainingAll("Table d.t10 is in " + more, "--filter");
    assertThatThrownBy(
            () -> {
              BackupExport export = export(full, less, last);
              BackupChain chain = BackupChain.read(export, ObjectStore.create());
              ChainTables.requireAll(chain, ExportTables.read(chain.last(), export.selection()));
            })
        .hasMessageContainingAll("Table d.t20", "not in " + less);
  }
}
