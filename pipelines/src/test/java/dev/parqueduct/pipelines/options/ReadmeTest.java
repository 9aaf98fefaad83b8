package dev.parqueduct.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parqueduct.pipelines.exportvt.ExportVtOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern CELLS = Pattern.compile(" *\\| *");

  @ParameterizedTest
  @ValueSource(classes = ExportVtOptions.class)
  void tellsEveryOptionWithItsDefault(Class<? extends PipelineOptions> type) throws IOException {
    assumeThat(README).exists();
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(README)) {
      rows.add(CELLS.matcher(line.strip()).replaceAll(" | ").strip());
    }
    for (String beginning : OptionRows.beginnings(type)) {
      assertThat(rows)
          .as("README.md should have a table such as\n%s", OptionRows.table(type))
          .anyMatch(row -> row.startsWith(beginning));
    }
  }
}
