package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.S3Server;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportVtOnS3Test extends ObjectStoreScenario {
  private static S3Server server;
  private static int buckets;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.stop();
  }

  @Override
  Bucket bucket() {
    return server.createBucket("lake-" + buckets++);
  }

  @Override
  List<String> options() {
    return List.of("--awsRegion=eu-central-1", "--endpoint=" + server.endpoint());
  }

  @Test
  void saysThatTheBucketIsMissing() {
    List<String> all = new ArrayList<>(options());
    all.addAll(List.of("--input=s3://nowhere/feed", "--output=" + bucket().path() + "/out"));

    CommandRun.Ended ended = CommandRun.run(new ExportVt(), all);

    assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ended.messages())
        .contains("s3://nowhere/feed/**: The specified bucket does not exist")
        .hasLineCount(1);
  }

  @Test
  void saysThatTheStorageRefuses() {
    S3Server.giveSecret("another");
    try {
      CommandRun.Ended ended = CommandRun.run(new ExportVt(), exportOptions(bucket()));

      assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.messages())
          .contains("out/_ledger/run.json: the storage answered with status 403")
          .hasLineCount(1);
    } finally {
      S3Server.giveSecret(S3Server.SECRET_KEY);
    }
  }
}
