package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
  private final ObjectStore store = ObjectStore.withRetries(new RetryPolicy(1, 1));
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String path(String relative) {
    return folder.resolve(relative).toString();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void listsFilesOfAllFoldersInOrderAndNoFolders() throws IOException {
    for (String name : List.of("b", "sub/a", "sub/deep/c", "a")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), bytes(name));
    }

    assertThat(store.list(path("**")))
        .containsExactly(
            new StoredObject(path("a"), 1),
            new StoredObject(path("b"), 1),
            new StoredObject(path("sub/a"), 5),
            new StoredObject(path("sub/deep/c"), 10));
    assertThat(store.list(path("*"))).extracting(StoredObject::bytes).containsExactly(1L, 1L);
    assertThat(store.list(path("a"))).hasSize(1);
    assertThat(store.list(path("sub"))).isEmpty();
    assertThat(store.list(path("nowhere/**"))).isEmpty();
    assertThat(store.list(path("nothing"))).isEmpty();
  }

  @Test
  void joinsWithOneSlash() {
    assertThat(ObjectStore.join("gs://b/o/", "x")).isEqualTo("gs://b/o/x");
    assertThat(ObjectStore.join("o", "x")).isEqualTo("o/x");
    assertThat(ObjectStore.join("o//", "x")).isEqualTo("o/x");
  }

  @Test
  void readsWholeObjectsAndTellsMissingOnesApart() throws IOException {
    store.write(path("o/x"), bytes("content"), path("pending"));

    assertThat(store.read(path("o/x"))).contains(bytes("content"));
    assertThat(store.read(path("o/y"))).isEmpty();
    assertThat(store.read(path("o/x/y"))).isEmpty();
    try (InputStream in = store.open(path("o/x"))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("content"));
    }
  }

  @Test
  void writingReplacesAndLeavesNothingPending() throws IOException {
    store.write(path("o/x"), bytes("old"), path("pending"));
    store.write(path("o/x"), bytes("new"), path("pending"));

    assertThat(files()).containsExactly("o/x");
    assertThat(store.read(path("o/x"))).contains(bytes("new"));
  }

  @Test
  void anObjectIsInvisibleUntilItIsPublished() throws IOException {
    try (PendingObject object = store.create(path("o/x"), path("pending"))) {
      object.write(bytes("123456789"));
      assertThat(store.read(path("o/x"))).isEmpty();
      object.complete();
      assertThat(store.read(path("o/x"))).isEmpty();
      object.publish();
      assertThat(store.read(path("o/x"))).contains(bytes("123456789"));
      assertThat(object.bytes()).isEqualTo(9);
      // The check value of CRC-32C.
      assertThat(object.crc32c()).isEqualTo("e3069283");
    }
    assertThat(files()).containsExactly("o/x");
  }

  @Test
  void anAbortedObjectLeavesNothing() throws IOException {
    try (PendingObject open = store.create(path("o/x"), path("pending"));
        PendingObject complete = store.create(path("o/y"), path("pending"))) {
      open.write(1);
      complete.complete();
      assertThat(files()).hasSize(2);
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void stepsOutOfOrderAreRefused() throws IOException {
    try (PendingObject object = store.create(path("o/x"), path("pending"))) {
      assertThatThrownBy(object::publish).isInstanceOf(IllegalStateException.class);
      object.complete();
      assertThatThrownBy(object::complete).isInstanceOf(IllegalStateException.class);
      object.publish();
      assertThatThrownBy(object::publish).isInstanceOf(IllegalStateException.class);
    }
    assertThat(files()).containsExactly("o/x");
  }

  @Test
  void aFileInTheFoldersPlaceIsNamedAtOnce() throws IOException {
    Files.write(folder.resolve("file"), bytes("in the way"));
    ObjectStore patient = ObjectStore.withRetries(new RetryPolicy(5, 60_000));

    assertThatThrownBy(() -> patient.create(path("file/o/x"), path("file/pending")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(path("file"))
        .hasMessageStartingWith("Cannot create ");
    assertThat(files()).containsExactly("file");
  }

  @Test
  void deletingWhatIsNotThereIsNoError() throws IOException {
    store.write(path("x"), bytes("x"), path("pending"));
    store.delete(path("x"));
    store.delete(path("x"));

    assertThat(files()).isEmpty();
  }
}
