package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.RowFormat;
import dev.parqueduct.io.br.testing.SampleTables;
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

class ExportBrOnHdfsTest extends ExportBrFixture {
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
            "export-br", "--input=" + hdfs.path("backup"), "--output=" + hdfs.path("lake/br"));
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    return answer;
  }

  /** The output on HDFS, as it is now. */
  private Output copied(String name) throws IOException {
    Output copy = new Output(folder.resolve(name));
    hdfs.download("lake/br", copy.root());
    return copy;
  }

  @Test
  void aBackupOnHdfsBecomesParquetOnHdfsOnce() throws Exception {
    BackupTruth truth =
        BackupBuilder.full()
            .add("shop", SampleTables.everyType(50, "items", RowFormat.V2))
            .add("other", SampleTables.partitioned(70, "parts", 40))
            .rowsPerSst(5)
            .write(backup);
    hdfs.upload(backup, "backup");
    exportOnHdfs();

    output = copied("first");
    holds(truth);
    Map<String, String> expected = output.content();
    assertThat(expected.keySet()).noneMatch(name -> name.contains("pending"));

    assertThat(exportOnHdfs().out()).contains("Nothing to do: all ");
    assertThat(copied("second").content()).isEqualTo(expected);

    List<String> entries =
        expected.keySet().stream().filter(name -> name.startsWith("_ledger/units/")).toList();
    hdfs.delete("lake/br/" + entries.get(0));
    hdfs.delete("lake/br/" + output.dataFiles().get(3));
    assertThat(exportOnHdfs().out()).contains((entries.size() - 2) + " units done before");
    assertThat(copied("third").content()).isEqualTo(expected);

    exportTo(new Output(folder.resolve("local")));
    assertThat(onlyData(new Output(folder.resolve("local")))).isEqualTo(onlyData(output));
  }

  private static Map<String, String> onlyData(Output of) throws IOException {
    Map<String, String> data = of.content();
    data.keySet().removeIf(name -> !name.endsWith(".parquet"));
    return data;
  }
}
