package dev.parqueduct.io.clickhouse.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CityHash128Test {
  /** The golden frames of the other tests prove the values; here are all ways through the code. */
  @Test
  void everyLengthHasAHashThatDependsOnEveryByte() {
    Random random = new Random(7);
    for (int length = 1; length < 400; length++) {
      byte[] bytes = new byte[length + 3];
      random.nextBytes(bytes);
      CityHash128 before = CityHash128.of(bytes, 3, length);
      for (int at = 3; at < bytes.length; at++) {
        bytes[at] ^= 1;
        CityHash128 after = CityHash128.of(bytes, 3, length);
        assertThat(after.low() == before.low() && after.high() == before.high())
            .as("byte %d of %d", at - 3, length)
            .isFalse();
        bytes[at] ^= 1;
      }
    }
  }

  @Test
  void bytesAroundTheRangeDoNotMatter() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    byte[] moved = new byte[400];
    System.arraycopy(bytes, 20, moved, 50, 200);
    CityHash128 here = CityHash128.of(bytes, 20, 200);
    CityHash128 there = CityHash128.of(moved, 50, 200);
    assertThat(there.low()).isEqualTo(here.low());
    assertThat(there.high()).isEqualTo(here.high());
  }
}
