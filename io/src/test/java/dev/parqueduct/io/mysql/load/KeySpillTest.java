package dev.parqueduct.io.mysql.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KeySpillTest {
  @Test
  void tellsOfAllButTheLastOfEqualKeysWhicheverPartTheyAreIn() throws Exception {
    Set<Integer> earlier = new TreeSet<>();
    try (KeySpill spill = new KeySpill(5_000_000)) {
      for (int row = 0; row < 20_000; row++) {
        spill.add(("key " + row % 19_000).getBytes(StandardCharsets.UTF_8), row / 10_000, row);
      }
      spill.finish(
          (unit, row) -> {
            assertThat(unit).isEqualTo(row / 10_000);
            earlier.add(row);
          });
    }
    assertThat(earlier).hasSize(1_000).allMatch(row -> row < 1_000);
  }
}
