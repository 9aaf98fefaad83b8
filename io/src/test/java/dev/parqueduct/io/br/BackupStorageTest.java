package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.RunFailedException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tikv.kvproto.Brpb;

class BackupStorageTest {
  private static String base64(Brpb.StorageBackend.Builder backend) {
    return Base64.getEncoder().encodeToString(backend.build().toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "/data/full, /data/full",
    "data/full, data/full",
    "local:///data/full, /data/full",
    "file:///data/full, /data/full",
    "s3://bucket/full/, s3://bucket/full/",
    "gs://bucket/full, gs://bucket/full",
    "gcs://bucket/full, gs://bucket/full",
    "hdfs://host:9000/full, hdfs://host:9000/full"
  })
  void takesPathsOfBeamAndUrlsOfBr(String given, String root) {
    assertThat(BackupStorage.of(given).root()).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure://c/p", "azblob://c/p", "noop://", "http://h/p"})
  void refusesOtherSystemsByName(String given) {
    assertThatThrownBy(() -> BackupStorage.of(given))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(given.substring(0, given.indexOf(':')));
  }

  @Test
  void refusesParametersWithoutShowingThem() {
    assertThatThrownBy(() -> BackupStorage.of("s3://b/p?secret-access-key=hush"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("s3://b/p")
        .hasMessageNotContaining("hush");
  }

  @Test
  void resolvesNamesInsideOfTheBackupOnly() throws BackupException {
    BackupStorage storage = BackupStorage.of("s3://b/p/");

    assertThat(storage.resolve("1/2_3_default.sst")).isEqualTo("s3://b/p/1/2_3_default.sst");
    for (String outside : new String[] {"", "/etc/passwd", "../x", "a/../../x", "gs://b/x"}) {
      assertThatThrownBy(() -> storage.resolve(outside))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("outside of the backup: '" + outside + "'");
    }
  }

  @Test
  void knowsTheOldNameOnGoogleCloudStorage() {
    assertThat(BackupStorage.of("gs://b/a/full/").metaWithoutSlash())
        .contains("gs://b/a/fullbackupmeta");
    assertThat(BackupStorage.of("gs://b").metaWithoutSlash()).isEmpty();
    assertThat(BackupStorage.of("s3://b/a").metaWithoutSlash()).isEmpty();
  }

  @Test
  void readsTheStorageBackendsOfBr() {
    StorageBackend s3 =
        StorageBackend.parse(
            base64(
                Brpb.StorageBackend.newBuilder()
                    .setS3(
                        Brpb.S3
                            .newBuilder()
                            .setEndpoint("http://minio:9000")
                            .setRegion("eu-central-1")
                            .setBucket("b")
                            .setPrefix("/a/full/")
                            .setStorageClass("STANDARD")
                            .setAccessKey("AKIA")
                            .setSecretAccessKey("hush")
                            .setForcePathStyle(true))));

    assertThat(s3.storage().root()).isEqualTo("s3://b/a/full");
    assertThat(s3.settings().find("endpoint")).contains("http://minio:9000");
    assertThat(s3.settings().find("secret_access_key")).contains("hush");
    assertThat(s3.settings().find("force_path_style")).contains("true");
    assertThat(s3.settings().find("session_token")).isEmpty();
    assertThat(s3.toString()).contains("access_key").doesNotContain("AKIA").doesNotContain("hush");

    assertThat(root(gcs("a"))).isEqualTo("gs://b/a");
    assertThat(root(gcs(""))).isEqualTo("gs://b");
    assertThat(
            root(
                Brpb.StorageBackend.newBuilder()
                    .setLocal(Brpb.Local.newBuilder().setPath("/data/full"))))
        .isEqualTo("/data/full");
    assertThat(
            root(
                Brpb.StorageBackend.newBuilder()
                    .setHdfs(Brpb.HDFS.newBuilder().setRemote("hdfs://h:1/full"))))
        .isEqualTo("hdfs://h:1/full");
    assertThat(root(cloud("aws"))).isEqualTo("s3://b/p");
    assertThat(root(cloud("gcs"))).isEqualTo("gs://b/p");
  }

  private static String root(Brpb.StorageBackend.Builder backend) {
    return BackupStorage.ofBase64(base64(backend)).root();
  }

  private static Brpb.StorageBackend.Builder gcs(String prefix) {
    return Brpb.StorageBackend.newBuilder()
        .setGcs(Brpb.GCS.newBuilder().setBucket("b").setPrefix(prefix).setCredentialsBlob("{}"));
  }

  private static Brpb.StorageBackend.Builder cloud(String provider) {
    return Brpb.StorageBackend.newBuilder()
        .setCloudDynamic(
            Brpb.CloudDynamic.newBuilder()
                .setProviderName(provider)
                .setBucket(Brpb.Bucket.newBuilder().setBucket("b").setPrefix("p"))
                .putAttrs("access_key", "AKIA"));
  }

  @Test
  void refusesOtherStorageBackendsByName() {
    assertRefused(
        Brpb.StorageBackend.newBuilder()
            .setAzureBlobStorage(Brpb.AzureBlobStorage.newBuilder().setBucket("b")),
        "azure_blob_storage");
    assertRefused(Brpb.StorageBackend.newBuilder().setNoop(Brpb.Noop.getDefaultInstance()), "noop");
    assertRefused(cloud("azureBlobStorage"), "cloud_dynamic with the provider 'azureBlobStorage'");
    assertRefused(Brpb.StorageBackend.newBuilder(), "names no storage");
    assertRefused(
        Brpb.StorageBackend.newBuilder().setS3(Brpb.S3.newBuilder().setPrefix("p")), "no bucket");
  }

  private static void assertRefused(Brpb.StorageBackend.Builder backend, String message) {
    assertThatThrownBy(() -> BackupStorage.ofBase64(base64(backend)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not base64 hush", "aHVzaCBodXNo"})
  void refusesOtherTextsWithoutShowingThem(String text) {
    assertThatThrownBy(() -> BackupStorage.ofBase64(text))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("not a StorageBackend")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }
}
