package dev.parqueduct.pipelines.exportrawkv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.br.testing.KeyValueBackup;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.cli.CommandRun.Ended;
import dev.parqueduct.pipelines.exportvt.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A backup, an output, and the command between them. */
abstract class ExportRawKvFixture {
  /** The backups that TiKV's own tools test with: a thousand entries, in two SSTs. */
  static final Path PUBLISHED_V1 = Path.of("../io/src/test/resources/rawkv/v1");

  static final Path PUBLISHED_V1TTL = Path.of("../examples/rawkv-backup");

  @TempDir Path folder;
  Path backup;
  Output output;

  @BeforeEach
  void begin() {
    backup = folder.resolve("backup");
    output = new Output(folder.resolve("out"));
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A backup of {@code k000} to {@code k099}, with ten entries an SST. */
  void hundredKeys() throws IOException {
    KeyValueBackup made = KeyValueBackup.of(KeyValueBackup.Api.V1).pairsPerSst(10);
    for (int i = 0; i < 100; i++) {
      made.put(bytes(String.format(Locale.ROOT, "k%03d", i)), bytes("v" + i));
    }
    made.write(backup);
  }

  /** The first SST of the backup. */
  Path firstSst() throws IOException {
    try (Stream<Path> files = Files.walk(backup)) {
      return files.filter(file -> file.toString().endsWith(".sst")).sorted().findFirst().get();
    }
  }

  Ended export(Path from, String... more) {
    return run(new ExportRawKv(), from, more);
  }

  Ended run(Command command, Path from, String... more) {
    List<String> args = new ArrayList<>(List.of("--input=" + from, "--output=" + output.root()));
    args.addAll(List.of(more));
    return CommandRun.run(command, args);
  }

  /** Exports, everything is fine, and the numbers of the report are these. */
  void done(Path from, long written, long filtered, String... more) throws IOException {
    Ended ended = export(from, more);
    assertThat(ended.messages()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
    JsonNode report = output.report();
    assertThat(report.get("status").textValue()).isEqualTo("done");
    assertThat(report.at("/rows/read").longValue()).isEqualTo(written + filtered);
    assertThat(report.at("/rows/written").longValue()).isEqualTo(written);
    assertThat(report.at("/rows/filtered").longValue()).isEqualTo(filtered);
    assertThat(report.at("/rows/rejected").longValue()).isZero();
    assertThat(output.files().keySet()).noneMatch(name -> name.contains("pending"));
  }

  List<List<String>> select(String columns) throws Exception {
    return output.duckdb("select " + columns + " from read_parquet('$out/*.parquet')");
  }
}
