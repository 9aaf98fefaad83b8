package dev.parqueduct.pipelines.backfillevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillEventsDemoTest {
  @TempDir Path folder;

  @Test
  @RealClickHouse.Needed
  void fillsAServerOfItsOwnMakesEventsAndVerifiesThem() {
    CommandLine answer =
        CommandLine.run("backfill-events", "--demo", "--output=" + folder.resolve("demo"));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out())
        .contains("A sample of rows", "verified: ", "none missing, none twice", "--passwordFile=");
    assertThat(folder.resolve("demo/_report.json")).isNotEmptyFile();
  }

  @Test
  void withoutTheEngineItSaysWhatToDo() {
    String before = System.getProperty("chdb.lib");
    System.setProperty("chdb.lib", folder.resolve("nowhere.so").toString());
    try {
      CommandLine answer =
          CommandLine.run("backfill-events", "--demo", "--output=" + folder.resolve("demo"));
      assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
      assertThat(answer.err()).hasLineCount(1).contains("Run io/clickhouse-engine.sh once");
    } finally {
      if (before == null) {
        System.clearProperty("chdb.lib");
      } else {
        System.setProperty("chdb.lib", before);
      }
    }
  }

  @Test
  void needsNoOtherOption() {
    assertThat(new BackfillEvents().impliedOptions(List.of("--demo")))
        .hasSize(3)
        .anyMatch(option -> option.startsWith("--output=out/backfill-events-demo-"));
    assertThat(new BackfillEvents().impliedOptions(List.of("--demo", "--output=x"))).hasSize(2);
    assertThat(new BackfillEvents().impliedOptions(List.of("--partition=x"))).isEmpty();
  }
}
