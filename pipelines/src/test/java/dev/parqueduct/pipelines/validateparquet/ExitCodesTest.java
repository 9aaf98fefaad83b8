package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** 0 all passed, 1 some failed, 2 wrong arguments or nothing found; each in one line. */
class ExitCodesTest extends ValidateParquetFixture {
  private void ends(ExitCode code, String message, String... more) {
    CommandLine answer = validate(more);
    assertThat(answer.exit()).as(answer.out() + answer.err()).isEqualTo(code);
    assertThat(answer.err()).hasLineCount(1).contains(message);
  }

  @Test
  void aDatabaseThatRefusesIsAWrongArgumentAndOneThatIsAwayAFailure() throws Exception {
    String url = TestServer.url("postgres");
    ends(ExitCode.USAGE, "nobody_here", "--against=" + url, "--user=nobody_here");
    ends(ExitCode.USAGE, "no_such_db", "--against=" + TestServer.url("no_such_db"));
    ends(ExitCode.USAGE, "--against", "--against=jdbc:mysql://localhost/x");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ends(
        ExitCode.FAILED,
        "127.0.0.1:" + port,
        "--against=jdbc:postgresql://127.0.0.1:" + port + "/x",
        "--user=x",
        "--retries=0");
    // Nothing was looked at, so nothing was written.
    assertThat(archive.root().resolve("_validation")).doesNotExist();
  }

  @Test
  void wrongArgumentsAndNothingFound() throws Exception {
    ends(ExitCode.USAGE, "--level=3 compares with the database", "--level=3");
    ends(ExitCode.USAGE, "has no _ledger/run.json", "--ledger=" + folder);
    ends(ExitCode.USAGE, "there is no such file", "--filesList=" + folder.resolve("none.txt"));
    Path empty = Files.createDirectories(folder.resolve("empty/sub"));
    Files.writeString(empty.resolve("readme.txt"), "no Parquet");
    CommandLine nothing = CommandLine.run("validate-parquet", "--input=" + folder.resolve("empty"));
    assertThat(nothing.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(nothing.err()).contains("There are no Parquet files in " + folder.resolve("empty"));
  }
}
