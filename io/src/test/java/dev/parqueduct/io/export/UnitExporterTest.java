package dev.parqueduct.io.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitExporterTest {
  private static final TableLayout LAYOUT =
      TableLayout.of(
          MessageTypeParser.parseMessageType("message m { required int64 n; }"),
          file -> "data/" + file.unit() + "-" + file.number() + ".parquet");

  private final ObjectStore store = ObjectStore.create();
  @TempDir Path output;

  /** Numbers from 0; a unit is how many. */
  private record Numbers(long claimed) implements UnitExport<Long> {
    @Override
    public String id(Long rows) {
      return "u" + rows;
    }

    @Override
    public UnitOutcome export(Long rows, UnitOutput output) throws IOException {
      UnitFiles files = output.table(LAYOUT);
      for (long n = 0; n < rows; n++) {
        files.row().setLong(0, n);
        files.endRow();
      }
      return UnitOutcome.of(new SourceEntry("range", rows), claimed < 0 ? rows : claimed);
    }
  }

  private UnitExporter exporter() {
    return new UnitExporter(
        store,
        output.toString(),
        new FileSettings(Compression.ZSTD, 1 << 20, 100, 1000, Map.of("k", "v")),
        UnitProgress.NONE);
  }

  private Map<String, byte[]> data() throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    if (Files.exists(output.resolve("data"))) {
      try (Stream<Path> files = Files.list(output.resolve("data"))) {
        for (Path file : files.toList()) {
          content.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
    }
    return content;
  }

  @Test
  void rowsRollIntoFilesOfTheWantedSize() throws IOException, SQLException {
    UnitEntry entry = exporter().export(new Numbers(-1), 2500L);

    assertThat(entry.files()).extracting(FileEntry::rows).containsExactly(1000L, 1000L, 500L);
    assertThat(entry.rows().written()).isEqualTo(2500);
    assertThat(Ledger.of(output.toString(), store).doneUnits()).containsExactly(entry);
    for (FileEntry file : entry.files()) {
      assertThat(Files.size(output.resolve(file.path()))).isEqualTo(file.bytes());
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "select count(*), sum(n), max(n) from '"
                    + output.resolve("data")
                    + "/*.parquet'")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getLong(1)).isEqualTo(2500);
      assertThat(result.getLong(2)).isEqualTo(2499L * 2500 / 2);
      assertThat(result.getLong(3)).isEqualTo(2499);
    }
  }

  @Test
  void noFileIsEverEmpty() throws IOException {
    assertThat(exporter().export(new Numbers(-1), 1000L).files()).hasSize(1);
    assertThat(exporter().export(new Numbers(-1), 0L).files()).isEmpty();
    assertThat(data()).hasSize(1);
    assertThat(Ledger.of(output.toString(), store).doneUnits()).hasSize(2);
  }

  @Test
  void aCrashBetweenFilesAndEntryIsRedoneToTheSameBytes() throws IOException {
    exporter().export(new Numbers(-1), 2500L);
    Map<String, byte[]> before = data();
    byte[] entry = Files.readAllBytes(output.resolve("_ledger/units/u2500.json"));
    Files.delete(output.resolve("_ledger/units/u2500.json"));

    exporter().export(new Numbers(-1), 2500L);

    assertThat(data()).containsExactlyEntriesOf(before);
    assertThat(output.resolve("_ledger/units/u2500.json")).hasBinaryContent(entry);
  }

  @Test
  void filesOfAnAbandonedLongerAttemptDoNotStay() throws IOException {
    // The unit was published with three files, but not recorded; redone, it has only two.
    UnitExport<Long> longer =
        new UnitExport<>() {
          @Override
          public String id(Long rows) {
            return "u1500";
          }

          @Override
          public UnitOutcome export(Long rows, UnitOutput output) throws IOException {
            return new Numbers(-1).export(rows, output);
          }
        };
    exporter().export(longer, 2500L);
    Files.delete(output.resolve("_ledger/units/u1500.json"));

    exporter().export(new Numbers(-1), 1500L);

    assertThat(data()).containsOnlyKeys("u1500-0.parquet", "u1500-1.parquet");
  }

  @Test
  void aUnitThatDoesNotAddUpLeavesNothingFinal() throws IOException {
    assertThatThrownBy(() -> exporter().export(new Numbers(2501), 2500L))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("The rows of unit u2500 do not add up");

    assertThat(data()).isEmpty();
    assertThat(output.resolve("_ledger/units")).doesNotExist();
    assertThat(output.resolve("_ledger/pending/u2500")).isEmptyDirectory();
  }

  @Test
  void aUnitThatFailsMidwayLeavesNothingFinal() throws IOException {
    List<Long> begun = new ArrayList<>();
    UnitExport<Long> failing =
        new UnitExport<>() {
          @Override
          public String id(Long rows) {
            return "u";
          }

          @Override
          public UnitOutcome export(Long rows, UnitOutput output) throws IOException {
            new Numbers(-1).export(rows, output);
            begun.add(output.rows());
            throw new IOException("the source broke");
          }
        };

    assertThatThrownBy(() -> exporter().export(failing, 1500L)).hasMessage("the source broke");
    assertThat(begun).containsExactly(1500L);
    assertThat(data()).isEmpty();
    assertThat(output.resolve("_ledger/pending/u")).isEmptyDirectory();
  }
}
