package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private record Key(long high, long low, long scan) {}

  private final ObjectStore store = ObjectStore.create();
  @TempDir Path output;

  private static List<Key> keys(int count, int seed) {
    Random random = new Random(seed);
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // First bytes of one nibble: some bytes have many keys, most have none.
      keys.add(new Key(random.nextLong() & ~(0xfL << 56), random.nextLong(), random.nextInt()));
    }
    keys.sort((a, b) -> KeyFile.compare(a.high(), a.low(), b.high(), b.low()));
    return keys;
  }

  private String write(List<Key> keys, Keep keep) throws IOException {
    try (KeyFile.Writer writer =
        new KeyFile.Writer(
            store, output.toString(), "k/u.keys", output.resolve("pending").toString(), keep)) {
      for (Key key : keys) {
        writer.add(key.high(), key.low(), key.scan());
      }
      FileEntry entry = writer.finish();
      assertThat(entry.rows()).isEqualTo(keys.size());
      assertThat(entry.bytes()).isEqualTo(Files.size(output.resolve(entry.path())));
    }
    return output.resolve("k/u.keys").toString();
  }

  private List<Key> read(String path, int from, int to) throws IOException {
    List<Key> keys = new ArrayList<>();
    try (KeyFile.Reader reader = new KeyFile.Reader(store, path, from, to)) {
      while (reader.next()) {
        keys.add(new Key(reader.high(), reader.low(), reader.scanMillis()));
      }
      assertThat(reader.next()).isFalse();
    }
    return keys;
  }

  @Test
  void everyRangeOfFirstBytesIsRead() throws IOException {
    List<Key> keys = keys(10_000, 1);
    String path = write(keys, Keep.LATEST);

    assertThat(read(path, 0, 255)).isEqualTo(keys);
    for (int[] range : new int[][] {{0, 0}, {0, 127}, {128, 255}, {16, 31}, {1, 15}, {240, 255}}) {
      assertThat(read(path, range[0], range[1]))
          .isEqualTo(
              keys.stream()
                  .filter(k -> k.high() >>> 56 >= range[0] && k.high() >>> 56 <= range[1])
                  .toList());
    }
  }

  @Test
  void scanDatesAreOnlyThereToKeepTheLatest() throws IOException {
    List<Key> keys = keys(10, 2);
    String path = write(keys, Keep.FIRST);

    assertThat(read(path, 0, 255)).extracting(Key::scan).containsOnly(Report.NO_DATE);
    assertThat(read(path, 0, 255))
        .extracting(Key::low)
        .isEqualTo(keys.stream().map(Key::low).toList());
    assertThat(read(write(List.of(), Keep.FIRST), 0, 255)).isEmpty();
  }

  @Test
  void keysOutOfOrderAreRefused() throws IOException {
    assertThatThrownBy(() -> write(List.of(new Key(-1, 0, 0), new Key(1, 0, 0)), Keep.FIRST))
        .isInstanceOf(IllegalStateException.class);
    assertThat(output.resolve("k")).doesNotExist();
  }

  @Test
  void damageAnywhereInTheFrameIsNamedWithItsRemedy() throws IOException {
    String path = write(keys(100, 3), Keep.LATEST);
    byte[] whole = Files.readAllBytes(Path.of(path));
    byte[] otherMagic = whole.clone();
    otherMagic[whole.length - 1] ^= 3;
    byte[] otherTable = whole.clone();
    otherTable[whole.length - 258 * 8] ^= (byte) 0x80;
    for (byte[] damaged :
        List.of(
            new byte[0],
            Arrays.copyOf(whole, 100),
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOfRange(whole, 24, whole.length),
            otherMagic,
            otherTable)) {
      Files.write(Path.of(path), damaged);
      assertThatThrownBy(() -> read(path, 0, 255))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("The list of exported keys " + path + " is damaged. Delete it");
    }
    assertThatThrownBy(() -> read(path + "x", 0, 255)).isInstanceOf(FileNotFoundException.class);
  }
}
