package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.Faults;
import dev.parqueduct.pipelines.storage.GcsEmulator;
import dev.parqueduct.pipelines.storage.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportVtOnGcsTest extends ObjectStoreScenario {
  private static GcsEmulator server;
  private static int buckets;

  private static Faults faults;

  @BeforeAll
  static void startServer() throws IOException {
    faults = Faults.oncePerRoute();
    server = GcsEmulator.start(faults);
  }

  @AfterAll
  static void stopServer() {
    server.close();
    // The kinds of requests whose failures the tests came through.
    assertThat(faults.injected())
        .containsEntry(Route.DOWNLOAD, 3)
        .containsEntry(Route.LIST, 2)
        .containsEntry(Route.START_UPLOAD, 2)
        .containsEntry(Route.UPLOAD, 2)
        .containsEntry(Route.BATCH, 2)
        .containsEntry(Route.REWRITE, 2)
        .containsEntry(Route.DELETE, 2);
  }

  @Override
  Bucket bucket() {
    return server.bucket("lake-" + buckets++);
  }

  @Override
  List<String> options() {
    return options(server);
  }

  private static List<String> options(GcsEmulator server) {
    return List.of(
        "--gcsEndpoint=" + server.endpoint(),
        "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
        "--project=any");
  }

  @Test
  void saysThatTheStorageRefuses() throws IOException {
    try (GcsEmulator refusing = GcsEmulator.start(Faults.forbidden())) {
      List<String> all = new ArrayList<>(options(refusing));
      all.addAll(List.of("--input=gs://lake/feed", "--output=gs://lake/out"));

      CommandRun.Ended ended = CommandRun.run(new ExportVt(), all);

      assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(ended.messages())
          .contains("gs://lake/out/_ledger/run.json: forbidden (status 403)")
          .hasLineCount(1);
    }
  }
}
