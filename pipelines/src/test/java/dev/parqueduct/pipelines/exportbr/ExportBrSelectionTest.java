package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.RowFormat;
import dev.parqueduct.io.br.testing.SampleTables;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportBrSelectionTest extends ExportBrFixture {
  @BeforeEach
  void fourTables() throws IOException {
    BackupBuilder.full()
        .add("shop", SampleTables.everyType(50, "items", RowFormat.V2))
        .add("shop", SampleTables.commonHandle(60, "log"))
        .add("other", SampleTables.partitioned(70, "parts", 20))
        .add("mysql", SampleTables.changedSchema(80, "user"))
        .write(backup);
  }

  private Set<String> tables() throws IOException {
    Set<String> tables = new TreeSet<>();
    output.dataFiles().forEach(file -> tables.add(file.substring(0, file.lastIndexOf('/'))));
    return tables;
  }

  @Test
  void systemTablesAreLeftOutByDefault() throws Exception {
    done();

    assertThat(tables()).containsExactly("other/parts", "shop/items", "shop/log");
  }

  @Test
  void rulesTakeAndLeave() throws Exception {
    CommandLine answer = done("--filter=shop.*,!shop.log");

    assertThat(tables()).containsExactly("shop/items");
    assertThat(answer.out()).containsPattern("[1-9]\\d* files of .* of tables that are left out");
  }

  @Test
  void idsChooseTables() throws Exception {
    done("--tableIds=60,70", "--outputPrefix=/lake/raw/");

    assertThat(tables()).containsExactly("lake/raw/other/parts", "lake/raw/shop/log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--filter=nowhere.*", "--tableIds=12345"})
  void aSelectionThatMatchesNothingListsWhatThereIs(String selection) throws Exception {
    CommandLine answer = export(selection);

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err())
        .contains("No table of the backup matches", "other.parts", "shop.items", "shop.log");
    assertThat(output.files()).isEmpty();
  }

  @Test
  void aColumnOfMoreDigitsThanWantedIsNamedBeforeAnythingIsRead() throws Exception {
    CommandLine answer = export("--wideDecimals=error");

    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.err())
        .contains("Database shop, table items: column dec_huge is decimal(65,30)")
        .contains("--wideDecimals=text or --wideDecimals=binary");
    assertThat(output.files()).isEmpty();
    done("--wideDecimals=error", "--filter=shop.log");
  }

  @Test
  void theFormOfWideDecimalsShapesTheOutput() throws Exception {
    done("--wideDecimals=binary");

    CommandLine answer = export();
    assertThat(answer.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(answer.err()).contains("--wideDecimals");
  }
}
