package dev.parqueduct.pipelines.exportrawkv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.exportvt.Output;
import dev.parqueduct.pipelines.storage.HdfsCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportRawKvOnHdfsTest extends ExportRawKvFixture {
  @TempDir static Path disk;
  private static HdfsCluster hdfs;

  @BeforeAll
  static void startServer() throws IOException {
    hdfs = HdfsCluster.start(disk);
  }

  @AfterAll
  static void stopServer() throws IOException {
    hdfs.close();
  }

  private CommandLine exportOnHdfs() {
    CommandLine answer =
        CommandLine.run(
            "export-rawkv",
            "--input=" + hdfs.path("backup"),
            "--output=" + hdfs.path("lake/rawkv"),
            "--keyForm=text",
            "--columns=key,value,expires_at");
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    return answer;
  }

  /** The output on HDFS, as it is now. */
  private Output copied(String name) throws IOException {
    Output copy = new Output(folder.resolve(name));
    hdfs.download("lake/rawkv", copy.root());
    return copy;
  }

  @Test
  void aBackupOnHdfsBecomesParquetOnHdfsOnce() throws Exception {
    hdfs.upload(PUBLISHED_V1TTL, "backup");
    exportOnHdfs();

    output = copied("first");
    assertThat(
            select(
                "count(*), count(distinct key), bool_and(key like 'test_%'),"
                    + " bool_and(decode(value) = repeat('A', 64)),"
                    + " min(epoch(expires_at))::bigint, max(epoch(expires_at))::bigint"))
        .containsExactly(List.of("1000", "1000", "true", "true", "1644198955", "1644198955"));
    Map<String, String> expected = output.content();
    assertThat(expected.keySet()).noneMatch(name -> name.contains("pending"));

    assertThat(exportOnHdfs().out()).contains("Nothing to do: all 2 units");
    assertThat(copied("second").content()).isEqualTo(expected);

    hdfs.delete(
        "lake/rawkv/"
            + expected.keySet().stream()
                .filter(name -> name.startsWith("_ledger/units/"))
                .findFirst()
                .orElseThrow());
    assertThat(exportOnHdfs().out()).containsPattern("SSTs +1 ");
    assertThat(copied("third").content()).isEqualTo(expected);
    assertThat(output.report().at("/rows/written").longValue()).isEqualTo(1000);
  }
}
