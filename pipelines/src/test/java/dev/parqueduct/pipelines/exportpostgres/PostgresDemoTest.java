package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDemoTest {
  @TempDir Path folder;

  @Test
  void fillsAServerOfItsOwnExportsItAndProvesTheFiles() throws Exception {
    Output output = new Output(folder.resolve("demo"));
    CommandLine answer = CommandLine.run("export-postgres", "--demo", "--output=" + output.root());

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    assertThat(answer.out()).contains("permanent_data_items_01_2026_02", "done", "--tables=");
    assertThat(answer.out())
        .contains(
            "safe to drop: public.permanent_data_items_01_2026_01 (",
            "safe to drop: public.permanent_data_items_01_2026_02 (");
    assertThat(output.root().resolve("_validation/report.html")).isNotEmptyFile();
    assertThat(
            output.duckdb(
                "select count(*), count(distinct data_item_id), max(octet_length(data_item_id)),"
                    + " count(distinct filename) from read_parquet('$out/*/perm_items_*.parquet',"
                    + " filename = true)"))
        .containsExactly(List.of("100000", "100000", "32", "2"));
  }

  @Test
  void needsNoOutput() {
    assertThat(new ExportPostgres().impliedOptions(List.of("--demo")))
        .singleElement()
        .asString()
        .startsWith("--output=out/export-postgres-demo-");
    assertThat(new ExportPostgres().impliedOptions(List.of("--demo", "--output=x"))).isEmpty();
    assertThat(new ExportPostgres().impliedOptions(List.of("--tables=x"))).isEmpty();
  }
}
