package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Decimals of all widths against the texts of the same numbers, which the server's tests check. */
final class NumericFormTest {
  @Property
  void writesNumbersAsTheirTexts(@ForAll long unscaled, @ForAll @IntRange(max = 38) int scale) {
    ByteBuilder out = new ByteBuilder();
    NumericForm.write(unscaled, scale, out);
    assertThat(bytes(out)).isEqualTo(text(BigInteger.valueOf(unscaled), scale));
  }

  @Property
  void writesDecimalsAsTheirTexts(
      @ForAll
          @BigRange(
              min = "-99999999999999999999999999999999999999",
              max = "99999999999999999999999999999999999999")
          BigInteger unscaled,
      @ForAll @IntRange(max = 38) int scale) {
    byte[] fixed = new byte[17];
    byte[] shortest = unscaled.toByteArray();
    Arrays.fill(fixed, (byte) (unscaled.signum() < 0 ? -1 : 0));
    System.arraycopy(shortest, 0, fixed, fixed.length - shortest.length, shortest.length);
    ByteBuilder out = new ByteBuilder();
    NumericForm.writeDecimal(fixed, 0, fixed.length, scale, out);
    assertThat(bytes(out)).isEqualTo(text(unscaled, scale));
  }

  @Property
  void readsModifiersOfTypes(
      @ForAll @IntRange(min = 1, max = 1000) int precision,
      @ForAll @IntRange(min = -1000, max = 1000) int scale) {
    int typmod = (precision << 16 | (scale & 0x7ff)) + 4;
    assertThat(NumericForm.precision(typmod)).isEqualTo(precision);
    assertThat(NumericForm.scale(typmod)).isEqualTo(scale);
  }

  @Property
  void hashesWordsAsTheirBytes(@ForAll @Size(8) byte[] bytes, @ForAll long seed) {
    long number = ByteBuilder.readLong(bytes, 0);
    assertThat(Lookup3.hashEightBytes(number, seed)).isEqualTo(Lookup3.hash(bytes, 0, 8, seed));
    int low = Integer.reverseBytes((int) (number >> 32));
    assertThat(Lookup3.hashInt(low, seed)).isEqualTo(Lookup3.hash(bytes, 0, 4, seed));
  }

  @Property
  void hashesDigitsAsTheirBytes(
      @ForAll long unscaled, @ForAll @IntRange(max = 18) int scale, @ForAll long seed) {
    NumericDigits digits = new NumericDigits();
    // Also numbers of few digits: any long has five or more in nearly all cases.
    for (int shift = 0; shift < Long.SIZE; shift += 6) {
      if (!digits.set(unscaled >> shift, scale) || !digits.isHashed()) {
        continue;
      }
      ByteBuilder out = new ByteBuilder();
      digits.write(out);
      assertThat(digits.hash(seed)).isEqualTo(Lookup3.hash(out.array(), 0, out.size(), seed));
      assertThat(digits.hash(0)).isEqualTo(Lookup3.hash(out.array(), 0, out.size(), 0));
    }
  }

  @Test
  void knowsTypesWithoutModifier() {
    assertThat(NumericForm.precision(-1)).isZero();
  }

  private static byte[] text(BigInteger unscaled, int scale) {
    byte[] text = new BigDecimal(unscaled, scale).toPlainString().getBytes(US_ASCII);
    ByteBuilder out = new ByteBuilder();
    NumericForm.write(text, 0, text.length, out);
    return bytes(out);
  }

  private static byte[] bytes(ByteBuilder builder) {
    return Arrays.copyOf(builder.array(), builder.size());
  }
}
