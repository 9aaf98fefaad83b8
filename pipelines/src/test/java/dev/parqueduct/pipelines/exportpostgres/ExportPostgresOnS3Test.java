package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.S3Server;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportPostgresOnS3Test extends ExportPostgresFixture {
  private static S3Server store;

  @BeforeAll
  static void startStore() throws Exception {
    store = S3Server.start();
  }

  @AfterAll
  static void stopStore() throws Exception {
    store.stop();
  }

  @Test
  void filesInAStoreAreThoseOfALocalRun() throws Exception {
    createItems(5000);
    String[] options = with(ORDERED, "--tables=items", "--layout=hive_date", "--unitBytes=200000");
    done(options);
    Bucket bucket = store.createBucket("archive");
    CommandLine answer =
        exportTo(
            bucket.path() + "/items",
            with(options, "--awsRegion=eu-central-1", "--endpoint=" + store.endpoint()));

    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    Map<String, String> stored =
        bucket.contents("items/year").entrySet().stream()
            .collect(
                Collectors.toMap(
                    file -> file.getKey().substring("items/".length()),
                    file -> java.util.HexFormat.of().formatHex(file.getValue())));
    assertThat(stored).isEqualTo(dataFiles());
    assertThat(bucket.contents("items/_ledger/pending")).isEmpty();
  }
}
