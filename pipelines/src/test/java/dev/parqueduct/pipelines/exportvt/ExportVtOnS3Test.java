package dev.parqueduct.pipelines.exportvt;

import dev.parqueduct.pipelines.storage.Bucket;
import dev.parqueduct.pipelines.storage.S3Server;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ExportVtOnS3Test extends ObjectStoreScenario {
  private static S3Server server;
  private static int buckets;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Server.start();
    // Where the AWS client looks first for credentials.
    System.setProperty("aws.accessKeyId", S3Server.ACCESS_KEY);
    System.setProperty("aws.secretAccessKey", S3Server.SECRET_KEY);
  }

  @AfterAll
  static void stopServer() throws Exception {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
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
}
