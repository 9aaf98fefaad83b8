package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive of three files, and the command that looks at it. */
abstract class ValidateParquetFixture {
  @TempDir Path folder;
  Archive archive;
  List<Path> files;

  @BeforeEach
  void write() throws IOException {
    archive = new Archive(folder.resolve("archive"));
    files = new ArrayList<>();
    for (int file = 0; file < 3; file++) {
      files.add(archive.write(Archive.rows(file)));
    }
  }

  CommandLine validate(String... more) {
    List<String> args = new ArrayList<>(List.of("validate-parquet", "--input=" + archive.root()));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  List<String> results() throws IOException {
    return Files.readAllLines(archive.root().resolve("_validation/results.txt"));
  }

  /** All files pass. */
  void passes(String... more) throws IOException {
    CommandLine answer = validate(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).doesNotContain("FAIL");
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(results()).allMatch(line -> line.startsWith("PASS|"));
  }

  /** One file fails, in a line that names it and says what is wrong, and the others pass. */
  void fails(Path file, String problem, String... more) throws IOException {
    CommandLine answer = validate(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.out().lines().filter(line -> line.startsWith("FAIL ")))
        .singleElement()
        .asString()
        .startsWith("FAIL " + file + ": ")
        .containsPattern(problem);
    assertThat(results().stream().filter(line -> line.startsWith("FAIL|")))
        .containsExactly("FAIL|" + file);
  }
}
