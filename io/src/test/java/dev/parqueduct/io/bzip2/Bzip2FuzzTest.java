package dev.parqueduct.io.bzip2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Bzip2FuzzTest {

  @Test
  void damagedStreamsGiveAnErrorOrTheOraclesBytes() {
    Bzip2Fuzz fuzz = new Bzip2Fuzz(20_240_229);
    for (int round = 0; round < 6_000; round++) {
      fuzz.round();
    }
    assertThat(fuzz.outcomes()).containsKeys("intact", "TRUNCATED", "CORRUPT", "TRAILING_GARBAGE");
  }
}
