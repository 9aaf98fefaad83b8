package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportPostgresRerunTest extends ExportPostgresFixture {
  private static final String[] STORED = {"--tables=items", "--unitBytes=300000"};
  private static final String[] IN_ORDER =
      with(ORDERED, "--tables=items", "--unitBytes=300000", "--rowsPerFile=1000");

  @BeforeEach
  void fill() throws Exception {
    createItems(ROWS);
  }

  private static String[] options(String order) {
    return order.equals("stored") ? STORED : IN_ORDER;
  }

  private List<String> entries() throws IOException {
    return output.files().keySet().stream()
        .filter(name -> name.startsWith("_ledger/units/"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "ordered"})
  void theSecondRunFindsNothingToDo(String order) throws Exception {
    done(options(order));
    Map<String, Object> times = output.times();
    CommandLine again = done(options(order));

    assertThat(again.out())
        .contains("Nothing to do: all " + entries().size() + " units of 2 tables");
    assertThat(output.times()).isEqualTo(times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "ordered"})
  void aRunThatGoesOnEndsWithTheSameBytes(String order) throws Exception {
    done(options(order));
    Map<String, String> expected = dataFiles();
    List<String> entries = entries();
    assertThat(entries).hasSizeGreaterThan(4);
    Files.delete(output.root().resolve(entries.get(0)));
    Files.delete(output.root().resolve(entries.get(entries.size() - 1)));
    Files.delete(output.root().resolve(output.dataFiles().get(1)));
    // Other statistics would cut otherwise.
    sql(
        "insert into items select id, made + interval '1 microsecond', -n, note from items where n % 2 = 1",
        "delete from items where n < 0", "analyze items");
    CommandLine answer = done(options(order));

    assertThat(dataFiles()).isEqualTo(expected);
    assertThat(answer.out()).contains("units done before").contains("was read in 2 snapshots");
    assertThat(output.report().get("tablesOfSeveralSnapshots").size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored", "ordered"})
  void withoutItsLedgerARunEndsWithTheSameBytes(String order) throws Exception {
    done(options(order));
    Map<String, String> expected = dataFiles();
    deleteFolder(output.root().resolve("_ledger"));
    Files.delete(output.root().resolve(output.dataFiles().get(2)));
    Map<String, Object> times = output.times();
    done(options(order));

    assertThat(dataFiles()).isEqualTo(expected);
    if (order.equals("ordered")) {
      // Units whose files hold what the server has are taken over as they are.
      Map<String, Object> now = output.times();
      assertThat(times.keySet().stream().filter(file -> times.get(file).equals(now.get(file))))
          .hasSizeGreaterThan(times.size() / 2);
    }
  }

  @Test
  void withoutItsLedgerAUnitGoesOnAfterItsLastFile() throws Exception {
    done(IN_ORDER);
    Map<String, String> expected = dataFiles();
    List<String> files =
        output.dataFiles().stream().filter(name -> name.contains("items_01")).sorted().toList();
    assertThat(files).hasSizeGreaterThan(5);
    deleteFolder(output.root().resolve("_ledger"));
    for (String file : files.subList(2, files.size())) {
      Files.delete(output.root().resolve(file));
    }
    Map<String, Object> times = output.times();
    done(IN_ORDER);

    assertThat(dataFiles()).isEqualTo(expected);
    assertThat(output.times())
        .containsEntry(files.get(0), times.get(files.get(0)))
        .containsEntry(files.get(1), times.get(files.get(1)));
    assertThat(validate().exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void filesThatWouldStandBesideNewOnesAreNamed() throws Exception {
    done(IN_ORDER);
    Map<String, String> expected = dataFiles();
    deleteFolder(output.root().resolve("_ledger"));
    sql("delete from items_01 where made = (select min(made) from items_01)");
    CommandLine answer = export(IN_ORDER);

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err() + answer.out())
        .contains("public.items_01", "so that rows would be there twice", ".parquet");
    assertThat(dataFiles()).containsAllEntriesOf(expected);
  }

  @Test
  void anotherTableMayFollowIntoTheSameOutput() throws Exception {
    done("--tables=items_01");
    Map<String, Object> times = output.times();
    CommandLine answer = done("--tables=items_01,items_02");

    assertThat(answer.out()).contains("1 units done before");
    assertThat(output.times()).containsAllEntriesOf(times);
    assertThat(output.report().get("rows").get("written").asLong()).isEqualTo(ROWS);
  }

  @Test
  void otherOptionsForTheSameOutputAreRefused() throws Exception {
    done(STORED);
    CommandLine answer = export("--tables=items", "--layout=flat", "--infiniteDates=null");

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err())
        .contains(
            "--layout was by_partition and is now flat",
            "--infiniteDates was error and is now null");
  }

  @Test
  void aRewrittenTableIsNotGoneOnWith() throws Exception {
    done(STORED);
    Files.delete(output.root().resolve(entries().get(0)));
    sql("vacuum full items_01");
    CommandLine answer = export(STORED);

    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("public.items_01 was rewritten").hasLineCount(1);
  }

  private CommandLine validate() {
    return CommandLine.run("validate-parquet", "--input=" + output.root());
  }

  static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
