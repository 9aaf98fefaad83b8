package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.Faults;
import dev.parqueduct.pipelines.storage.GcsEmulator;
import dev.parqueduct.pipelines.storage.Route;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExportVtOnGcsTest extends ObjectStoreScenario {
  private static GcsEmulator server;
  private static int buckets;

  private GcsEmulator used = server;

  @BeforeAll
  static void startServer() throws IOException {
    server = GcsEmulator.start(Faults.none());
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  Bucket bucket() {
    return used.bucket("lake-" + buckets++);
  }

  @Override
  List<String> options() {
    return List.of(
        "--gcsEndpoint=" + used.endpoint(),
        "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
        "--project=any");
  }

  @Test
  void writesTheSameBytesWhenRequestsFail() throws IOException {
    Faults faults = Faults.oncePerRoute();
    try (GcsEmulator faulty = GcsEmulator.start(faults)) {
      used = faulty;

      writesTheSameBytesAsToDisk();

      assertThat(faults.injected())
          .containsKeys(
              Route.GET_OBJECT,
              Route.LIST,
              Route.DOWNLOAD,
              Route.START_UPLOAD,
              Route.UPLOAD,
              Route.BATCH,
              Route.REWRITE,
              Route.DELETE);
      assertThat(faults.injected().get(Route.DOWNLOAD)).isEqualTo(3);
    }
  }
}
