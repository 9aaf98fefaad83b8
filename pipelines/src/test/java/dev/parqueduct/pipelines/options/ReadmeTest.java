package dev.parqueduct.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parqueduct.pipelines.backfillclassification.BackfillClassification;
import dev.parqueduct.pipelines.backfillevents.BackfillEvents;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.exportbr.ExportBr;
import dev.parqueduct.pipelines.exportpostgres.ExportPostgres;
import dev.parqueduct.pipelines.exportrawkv.ExportRawKv;
import dev.parqueduct.pipelines.exportvt.ExportVt;
import dev.parqueduct.pipelines.importtidb.ImportTidb;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern CELLS = Pattern.compile(" *\\| *");

  static List<Command> commands() {
    return List.of(
        new ExportVt(),
        new BackfillClassification(),
        new ExportBr(),
        new ExportRawKv(),
        new ExportPostgres(),
        new ValidateParquet(),
        new ImportTidb(),
        new BackfillEvents());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void tellsEveryOptionWithItsDefault(Command command) throws IOException {
    assumeThat(README).exists();
    List<String> rows = section(command.name());
    for (String beginning : OptionRows.beginnings(command.options())) {
      assertThat(rows)
          .as(
              "The section %s of README.md should have a table such as\n%s",
              command.name(), OptionRows.table(command.options()))
          .anyMatch(row -> row.startsWith(beginning));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void tellsNoOptionThatIsNotThere(Command command) throws IOException {
    assumeThat(README).exists();
    List<String> options = OptionRows.beginnings(command.options());
    for (String row : section(command.name())) {
      if (row.startsWith("| `--")) {
        assertThat(options).anyMatch(row::startsWith);
      }
    }
  }

  /** The lines under a heading of the second level. */
  private static List<String> section(String heading) throws IOException {
    List<String> rows = new ArrayList<>();
    boolean within = false;
    for (String line : Files.readAllLines(README)) {
      if (line.startsWith("## ")) {
        within = line.equals("## " + heading);
      } else if (within) {
        rows.add(CELLS.matcher(line.strip()).replaceAll(" | ").strip());
      }
    }
    return rows;
  }
}
