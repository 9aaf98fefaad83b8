package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A full backup, in the folder that the other tests export, and backups that continue it. */
abstract class MergeFixture extends ExportBrFixture {
  static final long HOUR = 3_600_000L << 18;

  private final List<BackupTruth> changes = new ArrayList<>();

  /** Another incremental backup of an hour, which continues the last one. */
  static BackupBuilder hour(int number) {
    long start = BackupBuilder.BACKUP_TS + (number - 1) * HOUR;
    return BackupBuilder.incremental(start, start + HOUR);
  }

  BackupTruth full(BackupBuilder builder) throws IOException {
    return builder.write(backup);
  }

  BackupTruth next(BackupBuilder builder) throws IOException {
    BackupTruth truth = builder.write(folder.resolve("changes" + changes.size()));
    changes.add(truth);
    return truth;
  }

  /** The option that names all incremental backups, the newest first. */
  String incrementals() {
    List<String> folders =
        changes.stream().map(each -> each.root().toString()).collect(Collectors.toList());
    Collections.reverse(folders);
    return "--incrementals=" + String.join(",", folders);
  }

  CommandLine merge(String... more) {
    List<String> args = new ArrayList<>(List.of(incrementals()));
    args.addAll(List.of(more));
    return export(args.toArray(String[]::new));
  }

  /** Merges, and every version of every row is accounted for. */
  JsonNode merged(String... more) throws IOException {
    CommandLine answer = merge(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    JsonNode report = output.report();
    JsonNode rows = report.get("rows");
    assertThat(rows.get("read").longValue())
        .isEqualTo(
            rows.get("written").longValue()
                + rows.get("duplicates").longValue()
                + rows.get("filtered").longValue());
    return report;
  }

  /** Rows of a table as DuckDB shows them, sorted. */
  List<List<String>> rows(String columns, String table) throws Exception {
    return sorted(
        output.duckdb(
            "select %s from read_parquet('$out/%s/*.parquet')".formatted(columns, table)));
  }

  static List<String> row(Object... cells) {
    return Arrays.stream(cells)
        .map(cell -> cell == null ? null : cell.toString())
        .collect(Collectors.toList());
  }

  static long counter(JsonNode report, String name) {
    JsonNode count = report.get("counters").get(name);
    return count == null ? 0 : count.longValue();
  }
}
