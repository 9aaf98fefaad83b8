package dev.parqueduct.io.tikv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class Crc64Test {
  /** Division bit by bit, most significant bit of the reflected register first: no tables. */
  private static long bitwise(byte[] bytes) {
    long register = 0xFFFFFFFFFFFFFFFFL;
    for (byte b : bytes) {
      int reflected = Integer.reverse(b & 0xff) >>> 24;
      register ^= (long) reflected << 56;
      for (int i = 0; i < 8; i++) {
        register = register < 0 ? (register << 1) ^ 0x42F0E1EBA9EA3693L : register << 1;
      }
    }
    return ~Long.reverse(register);
  }

  @Test
  void hasTheCheckValueOfTheCatalogue() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(Crc64.update(0, digits, 0, 9)).isEqualTo(0x995DC9BBDF1939FAL);
    assertThat(bitwise(digits)).isEqualTo(0x995DC9BBDF1939FAL);
    assertThat(Crc64.update(0, digits, 0, 0)).isZero();
  }

  @Property(tries = 500)
  void agreesWithDivisionBitByBit(@ForAll @Size(max = 200) byte[] bytes) {
    assertThat(Crc64.update(0, bytes, 0, bytes.length)).isEqualTo(bitwise(bytes));
  }

  @Property(tries = 300)
  void anEntryIsItsKeyAndThenItsValue(
      @ForAll @Size(max = 120) byte[] bytes, @ForAll @IntRange(max = 120) int cut) {
    int key = Math.min(cut, bytes.length);

    assertThat(Crc64.of(bytes, 0, key, bytes, key, bytes.length - key)).isEqualTo(bitwise(bytes));
  }

  @Test
  void staysWithinTheArray() {
    assertThatThrownBy(() -> Crc64.update(0, new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
