package dev.parqueduct.io.tikv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TikvKeysTest {
  @Test
  void longKeysAreCutInMessages() {
    byte[] key = new byte[70];
    key[0] = (byte) 0xab;

    assertThat(TikvKeys.hex(key, 2)).isEqualTo("ab00");
    assertThat(TikvKeys.hex(key, 64)).hasSize(128).doesNotContain("…");
    assertThat(TikvKeys.hex(key, 65)).hasSize(129).endsWith("…");
    assertThat(TikvKeys.hex(key, 0)).isEmpty();
  }

  @Test
  void numbersAreBigEndian() {
    assertThat(TikvKeys.bigEndianLong(new byte[] {9, 0, 0, 0, 0, 0, 0, 1, 2}, 1)).isEqualTo(258);
  }
}
