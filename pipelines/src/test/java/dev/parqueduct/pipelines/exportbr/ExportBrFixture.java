package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.BackupTruth.TableTruth;
import dev.parqueduct.io.br.testing.StoredFile;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A backup, an output, and the command between them. */
abstract class ExportBrFixture {
  @TempDir Path folder;
  Path backup;
  Output output;

  @BeforeEach
  void begin() {
    backup = folder.resolve("backup");
    output = new Output(folder.resolve("out"));
  }

  CommandLine exportTo(Output to, String... more) {
    List<String> args =
        new ArrayList<>(List.of("export-br", "--input=" + backup, "--output=" + to.root()));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  CommandLine export(String... more) {
    return exportTo(output, more);
  }

  /** Exports, and everything is fine. */
  CommandLine done(String... more) throws IOException {
    CommandLine answer = export(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    JsonNode report = output.report();
    JsonNode rows = report.get("rows");
    assertThat(rows.get("read").longValue())
        .isEqualTo(rows.get("written").longValue() + rows.get("filtered").longValue());
    assertThat(report.get("status").textValue()).isEqualTo("done");
    return answer;
  }

  /** The export holds every row of every table of the backup, and no others. */
  void holds(BackupTruth truth) throws Exception {
    for (TableTruth table : truth.tables()) {
      assertThat(rows("columns(*)::varchar", table))
          .as(table.table().name())
          .isEqualTo(sorted(table.texts()));
    }
    assertThat(output.report().get("rows").get("written").longValue()).isEqualTo(truth.rows());
  }

  /** Columns of a table's rows as text, sorted. */
  List<List<String>> rows(String columns, TableTruth table) throws Exception {
    return sorted(
        output.duckdb(
            "select %s from read_parquet('$out/%s/%s/*.parquet')"
                .formatted(columns, table.database(), table.table().name())));
  }

  static List<List<String>> sorted(List<List<String>> rows) {
    return rows.stream().sorted(Comparator.comparing(List::toString)).toList();
  }

  /** The id of the unit that an SST belongs to, which the names of its data files begin with. */
  static String unit(StoredFile sst) {
    return sst.name().replaceFirst("_(write|default)\\.sst$", "").replace('/', '-');
  }

  /** The SSTs of a CF whose ranges begin with a record of the table or partition. */
  static List<StoredFile> ssts(BackupTruth truth, String family, long physicalId) {
    return truth.files().stream()
        .filter(file -> file.cf().equals(family))
        .filter(file -> file.tableMetas().get(0).physicalId() == physicalId)
        .toList();
  }
}
