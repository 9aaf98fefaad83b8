package dev.parqueduct.io.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.objects.testing.HdfsServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a name node and a data node of HDFS. */
class HdfsTest {
  @TempDir static Path disk;
  private static HdfsServer server;
  private static String root;

  private final ObjectStore store = ObjectStore.withRetries(new RetryPolicy(1, 1));

  @BeforeAll
  static void start() throws IOException {
    server = HdfsServer.start(disk);
    root = server.uri();
    HadoopFileSystemOptions options =
        PipelineOptionsFactory.create().as(HadoopFileSystemOptions.class);
    options.setHdfsConfiguration(List.of(server.configuration()));
    FileSystems.setDefaultPipelineOptions(options);
  }

  @AfterAll
  static void stop() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    server.close();
  }

  private static byte[] bytes(int length) {
    byte[] content = new byte[length];
    for (int i = 0; i < length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    return content;
  }

  @Test
  void aFileAppearsWhenItIsPublished() throws IOException {
    byte[] content = bytes(3_000_000);
    String path = root + "/publish/data/a.parquet";

    try (PendingObject object = store.create(path, root + "/publish/_pending/u")) {
      object.write(content, 0, content.length);
      assertThat(store.read(path)).isEmpty();
      object.complete();
      assertThat(store.read(path)).isEmpty();
      object.publish();
    }

    assertThat(store.read(path)).hasValue(content);
    assertThat(store.list(root + "/publish/_pending/**")).isEmpty();
  }

  @Test
  void publishingReplacesWhatIsThere() throws IOException {
    String path = root + "/replace/a";
    store.write(path, bytes(10), root + "/replace/_pending");

    store.write(path, bytes(20), root + "/replace/_pending");

    assertThat(store.read(path)).hasValue(bytes(20));
    assertThat(store.list(root + "/replace/**")).containsExactly(new StoredObject(path, 20));
  }

  @Test
  void whatIsNotPublishedIsRemoved() throws IOException {
    try (PendingObject object = store.create(root + "/abandon/a", root + "/abandon/_pending")) {
      object.write(1);
    }

    assertThat(store.list(root + "/abandon/**")).isEmpty();
  }

  @Test
  void listingsHoldFilesOnly() throws IOException {
    for (String name : List.of("b", "a", "sub/c", "sub/deep/d", "empty")) {
      byte[] content = name.equals("empty") ? new byte[0] : bytes(name.length());
      store.write(root + "/list/" + name, content, root + "/list/_pending");
    }

    assertThat(store.list(root + "/list/*"))
        .extracting(StoredObject::path)
        .containsExactly(root + "/list/a", root + "/list/b", root + "/list/empty");
    assertThat(store.list(root + "/list/**"))
        .extracting(StoredObject::path)
        .containsExactly(
            root + "/list/a",
            root + "/list/b",
            root + "/list/empty",
            root + "/list/sub/c",
            root + "/list/sub/deep/d");
    assertThat(store.list(root + "/list/sub")).isEmpty();
    assertThat(store.list(root + "/list/none")).isEmpty();
    assertThat(store.list(root + "/nowhere/**")).isEmpty();
    assertThat(store.list(root + "/list/{a,b}")).hasSize(2);
  }

  @Test
  void listingsNameFilesAsTheFolderWasNamed() throws IOException {
    store.write(root + "/named/a", bytes(3), root + "/named/_pending");

    // Without an address it is the default of the configuration.
    assertThat(store.list("hdfs:///named/**"))
        .containsExactly(new StoredObject("hdfs:///named/a", 3));
    String otherCase = root.replace("localhost", "LocalHost");
    assertThat(store.list(otherCase + "/named/**"))
        .containsExactly(new StoredObject(otherCase + "/named/a", 3));
    assertThat(store.read("hdfs:///named/a")).hasValue(bytes(3));
    for (String path : List.of("hdfs:///named/a", otherCase + "/named/a", root + "/named/a")) {
      assertThat(ObjectStore.listedPath(path)).isEqualTo(path);
    }
  }

  @Test
  void channelsSeek() throws IOException {
    byte[] content = bytes(500_000);
    String path = root + "/seek/a";
    store.write(path, content, root + "/seek/_pending");

    try (SeekableByteChannel channel = store.openSeekable(path)) {
      assertThat(channel.size()).isEqualTo(content.length);
      for (int position : new int[] {400_000, 0, 123_456, 499_990}) {
        ByteBuffer read = ByteBuffer.allocate(10);
        channel.position(position);
        while (read.hasRemaining() && channel.read(read) >= 0) {}
        assertThat(read.array()).isEqualTo(Arrays.copyOfRange(content, position, position + 10));
        assertThat(channel.position()).isEqualTo(position + 10);
      }
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
    try (InputStream in = store.open(path)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void whatIsNotThereIsToldApart() throws IOException {
    assertThat(store.exists(root + "/none")).isFalse();
    assertThat(store.read(root + "/none")).isEmpty();
    assertThatThrownBy(() -> store.open(root + "/none")).isInstanceOf(FileNotFoundException.class);
    store.delete(root + "/none");
  }

  @Test
  void aNewFileIsWrittenOnce() throws IOException {
    String path = root + "/once/a";

    assertThat(store.writeNew(path, "1".getBytes(UTF_8), root + "/once/_pending")).isTrue();
    assertThat(store.writeNew(path, "2".getBytes(UTF_8), root + "/once/_pending")).isFalse();

    assertThat(store.read(path)).hasValue("1".getBytes(UTF_8));
  }
}
