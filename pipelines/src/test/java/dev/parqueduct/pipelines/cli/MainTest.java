package dev.parqueduct.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.options.OptionTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir Path folder;

  private CommandLine export(String... more) {
    List<String> args =
        new ArrayList<>(List.of("export-vt", "--input=" + folder, "--output=" + folder + "/out"));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  @Test
  void helpListsThePipelines() {
    for (String[] args : new String[][] {{}, {"help"}, {"--help"}}) {
      CommandLine answer = CommandLine.run(args);
      assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
      assertThat(answer.out()).contains("export-vt", "Usage:", "Exit codes:");
    }
    assertThat(CommandLine.run("--version").out()).startsWith("parqueduct ");
  }

  @Test
  void helpOfAPipelineListsEveryOption() {
    for (Command command : CommandLine.COMMANDS) {
      for (String[] args : new String[][] {{"help", command.name()}, {command.name(), "--help"}}) {
        CommandLine answer = CommandLine.run(args);
        assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
        List<OptionTable.Option> options = OptionTable.of(command.options());
        assertThat(options).hasSizeGreaterThan(10);
        for (OptionTable.Option option : options) {
          assertThat(answer.out()).contains("  --" + option.name() + "\n");
          assertThat(option.description()).as(option.name()).isNotBlank();
        }
      }
    }
  }

  @Test
  void anUnknownPipelineIsAnsweredWithTheKnownOnes() {
    for (String[] args : new String[][] {{"export-xy"}, {"help", "export-xy"}}) {
      CommandLine answer = CommandLine.run(args);
      assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(answer.err()).contains("There is no pipeline export-xy", "export-vt");
    }
  }

  @Test
  void aMissingOptionIsNamed() {
    assertThat(CommandLine.run("export-vt", "--output=x").err())
        .isEqualTo("export-vt: --input is missing. See ./parqueduct help export-vt.\n");
    assertThat(CommandLine.run("export-vt", "--input=x").exit()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --keeep=first              | There is no option --keeep. Did you mean --keep?
          --nonsenseOption=1         | There is no option --nonsenseOption.
          --keep=newest              | --keep=newest is not known. Use one of: first, latest.
          --layout=tree              | --layout=tree is not known. Use one of: flat, hive.
          --compression=lzo          | --compression=lzo is not known.
          --scanDateType=int         | --scanDateType=int is not known.
          --bzip2Decoder=magic       | --bzip2Decoder=magic is not known. Use one of: fast, commons_compress.
          --startDate=2020-13-01     | --startDate=2020-13-01 is no date. Use YYYY-MM-DD or YYYYMMDD.
          --endDate=yesterday        | --endDate=yesterday is no date.
          --startDate=20201102 --endDate=20201101 | --endDate=2020-11-01 lies before --startDate=2020-11-02.
          --rowsPerFile=0            | --rowsPerFile=0 must be positive.
          --rowGroupBytes=-1         | --rowGroupBytes=-1 must be positive.
          --rowGroupRows=-1          | --rowGroupRows=-1 must be positive.
          --maxReportBytes=0         | --maxReportBytes=0 must be positive.
          --unitBytes=0              | --unitBytes=0 must be positive.
          --shuffleBuckets=70000     | --shuffleBuckets must be 0 to 65536: 70000
          --table=reports            | --table=reports must have the form db.table
          --table=../x.y             | --table=../x.y must have the form db.table
          --minPositives=many        | --minPositives=many is no int.
          --keep=first --keep=latest | --keep is given more than once.
          --metricsPort=99999        | --metricsPort=99999
          """)
  void wrongOptionsAreNamedInOneLine(String options, String message) throws Exception {
    Files.writeString(folder.resolve("20201101T0000"), "{}");
    CommandLine answer = export(options.split(" "));

    assertThat(answer.err()).contains(message);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void anInputThatMatchesNothingIsWrongUse() {
    CommandLine answer = export();

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("matches no file. Check the path of --input.");
    assertThat(CommandLine.run("export-vt", "--input=,", "--output=x").err())
        .contains("--input is empty");
  }

  @Test
  void anOutputThatIsAPatternIsRefused() {
    for (String output : new String[] {"out[1]", "out/*", "", "{a}"}) {
      CommandLine answer = CommandLine.run("export-vt", "--input=x", "--output=" + output);
      assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(answer.err().lines()).hasSize(1);
    }
  }

  @Test
  void aStackTraceIsOnlyShownOnRequest() {
    assertThat(export("--keep=x").err()).doesNotContain("\tat ");
    assertThat(export("--keep=x", "--verbose").err()).contains("\tat dev.parqueduct");
  }
}
