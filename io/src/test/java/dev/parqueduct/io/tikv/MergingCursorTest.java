package dev.parqueduct.io.tikv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.tikv.MergingCursor.Input;
import dev.parqueduct.io.tikv.VersionCursor.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergingCursorTest {
  private record Version(long commitTs, Kind kind, String value) {}

  /** Versions in memory; it counts how often it was asked. */
  private static final class Versions implements VersionCursor {
    private final TreeMap<String, Version> left = new TreeMap<>();
    private Map.Entry<String, Version> at;
    private int asked;

    Versions put(String key, long commitTs, String value) {
      left.put(key, new Version(commitTs, Kind.PUT, value));
      return this;
    }

    Versions delete(String key, long commitTs) {
      left.put(key, new Version(commitTs, Kind.DELETE, ""));
      return this;
    }

    Input from(String key) {
      return new Input(key.getBytes(UTF_8), this);
    }

    @Override
    public boolean next() {
      asked++;
      at = left.pollFirstEntry();
      return at != null;
    }

    @Override
    public byte[] rawKey() {
      return (at.getKey() + "!").getBytes(UTF_8);
    }

    @Override
    public int rawKeyLength() {
      return at.getKey().length();
    }

    @Override
    public Kind kind() {
      return at.getValue().kind();
    }

    @Override
    public long commitTs() {
      return at.getValue().commitTs();
    }

    @Override
    public byte[] value() {
      return ("!" + at.getValue().value()).getBytes(UTF_8);
    }

    @Override
    public int valueOffset() {
      return 1;
    }

    @Override
    public int valueLength() {
      return at.getValue().value().length();
    }

    @Override
    public void close() {}
  }

  private static List<String> all(MergingCursor rows) throws IOException {
    List<String> all = new ArrayList<>();
    while (rows.next()) {
      all.add(text(rows) + (rows.superseded() == 0 ? "" : " of " + (1 + rows.superseded())));
    }
    assertThat(rows.next()).isFalse();
    return all;
  }

  private static String text(VersionCursor at) {
    return new String(at.rawKey(), 0, at.rawKeyLength(), UTF_8)
        + "@"
        + at.commitTs()
        + (at.kind() == Kind.DELETE
            ? " deleted"
            : "=" + new String(at.value(), at.valueOffset(), at.valueLength(), UTF_8));
  }

  @Test
  void theNewestVersionOfAKeyCounts() throws IOException {
    Versions full = new Versions().put("a", 1, "a1").put("b", 1, "b1").put("d", 2, "d2");
    Versions first = new Versions().put("a", 5, "a5").delete("b", 6).put("c", 5, "c5");
    Versions second = new Versions().delete("a", 9).put("b", 8, "b8").put("e", 9, "e9");

    assertThat(all(new MergingCursor(List.of(full.from(""), first.from(""), second.from("")))))
        .containsExactly("a@9 deleted of 3", "b@8=b8 of 3", "c@5=c5", "d@2=d2", "e@9=e9");
  }

  @Test
  void timestampsAreUnsigned() throws IOException {
    Versions old = new Versions().put("a", Long.MAX_VALUE, "old");
    Versions late = new Versions().put("a", Long.MIN_VALUE, "new");

    assertThat(all(new MergingCursor(List.of(late.from(""), old.from("")))))
        .containsExactly("a@" + Long.MIN_VALUE + "=new of 2");
  }

  @Test
  void aVersionThatTwoOverlappingBackupsHaveCountsOnce() throws IOException {
    Versions before = new Versions().put("a", 7, "same").put("b", 1, "b");
    Versions after = new Versions().put("a", 7, "same");

    assertThat(all(new MergingCursor(List.of(before.from(""), after.from("")))))
        .containsExactly("a@7=same of 2", "b@1=b");
  }

  @Test
  void aCursorIsAskedOnlyWhenTheMergeComesToItsKeys() throws IOException {
    Versions full = new Versions().put("a", 1, "a").put("b", 1, "b").put("n", 1, "n");
    Versions early = new Versions().put("b", 2, "b2");
    Versions late = new Versions().put("n", 2, "n2").put("o", 2, "o2");
    MergingCursor rows =
        new MergingCursor(List.of(full.from("a"), early.from("b"), late.from("n")));

    assertThat(rows.next()).isTrue();
    assertThat(early.asked + late.asked).isZero();
    assertThat(rows.next()).isTrue();
    assertThat(text(rows)).isEqualTo("b@2=b2");
    assertThat(late.asked).isZero();
    assertThat(all(rows)).containsExactly("n@2=n2 of 2", "o@2=o2");
  }

  @Test
  void nothingMergesToNothing() throws IOException {
    assertThat(all(new MergingCursor(List.of()))).isEmpty();
    assertThat(all(new MergingCursor(List.of(new Versions().from(""))))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithAMap(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, String> expected = new TreeMap<>();
    Map<String, Integer> versions = new TreeMap<>();
    List<Input> inputs = new ArrayList<>();
    long clock = 0;
    for (int i = 0; i < 1 + seed; i++) {
      Versions cursor = new Versions();
      String from = Integer.toString(100 + random.nextInt(500));
      for (int change = random.nextInt(400); change > 0; change--) {
        String key = Integer.toString(100 + random.nextInt(900)) + "x".repeat(random.nextInt(3));
        if (key.compareTo(from) < 0 || cursor.left.containsKey(key)) {
          continue;
        }
        clock++;
        if (random.nextInt(4) == 0) {
          cursor.delete(key, clock);
          expected.put(key, key + "@" + clock + " deleted");
        } else {
          cursor.put(key, clock, "v" + clock);
          expected.put(key, key + "@" + clock + "=v" + clock);
        }
        versions.merge(key, 1, Integer::sum);
      }
      inputs.add(cursor.from(from));
    }
    expected.replaceAll(
        (key, text) -> text + (versions.get(key) == 1 ? "" : " of " + versions.get(key)));

    assertThat(all(new MergingCursor(inputs))).containsExactlyElementsOf(expected.values());
  }
}
