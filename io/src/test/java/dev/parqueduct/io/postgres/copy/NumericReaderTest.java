package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.text.TextBuffer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.postgresql.util.ByteConverter;

/** Numerics as pgjdbc encodes them. */
class NumericReaderTest {
  private static final int MOST_DIGITS = 38;

  private static NumericReader reader(BigDecimal value) throws IOException {
    // Not at the start of its bytes, as in rows.
    byte[] encoded = ByteConverter.numeric(value);
    byte[] bytes = new byte[encoded.length + 5];
    System.arraycopy(encoded, 0, bytes, 3, encoded.length);
    return new NumericReader().read(bytes, 3, encoded.length);
  }

  @Provide
  Arbitrary<BigDecimal> numbers() {
    Arbitrary<BigInteger> digits =
        Arbitraries.oneOf(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(MOST_DIGITS).negate(), BigInteger.TEN.pow(MOST_DIGITS)),
            Arbitraries.longs().map(BigInteger::valueOf),
            // Runs of zeros, and digits of base 10000 that are not there.
            Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 28))
                .as((n, zeros) -> BigInteger.valueOf(n).multiply(BigInteger.TEN.pow(zeros))));
    return Combinators.combine(digits, Arbitraries.integers().between(0, MOST_DIGITS))
        .as(BigDecimal::new);
  }

  @Property
  void printsAllDigits(@ForAll("numbers") BigDecimal value) throws IOException {
    TextBuffer text = new TextBuffer();
    reader(value).append(text);
    assertThat(text).hasToString(value.toPlainString());
  }

  @Property
  void scalesExactlyOrNotAtAll(
      @ForAll("numbers") BigDecimal value,
      @ForAll @IntRange(min = 1, max = MOST_DIGITS) int precision,
      @ForAll @IntRange(max = MOST_DIGITS) int places)
      throws IOException {
    int scale = Math.min(places, precision);
    NumericReader reader = reader(value);
    byte[] fixed = new byte[16];
    BigInteger unscaled = unscaled(value, precision, scale);
    if (unscaled == null) {
      assertThatThrownBy(() -> reader.toFixed(precision, scale, fixed))
          .isInstanceOf(BadValueException.class)
          .hasMessageContaining("does not fit in DECIMAL(" + precision + "," + scale + ")");
    } else {
      reader.toFixed(precision, scale, fixed);
      assertThat(new BigInteger(fixed)).isEqualTo(unscaled);
      if (precision <= 18) {
        assertThat(reader.toLong(precision, scale)).isEqualTo(unscaled.longValueExact());
      }
    }
  }

  /** Null where the value does not fit. */
  private static BigInteger unscaled(BigDecimal value, int precision, int scale) {
    try {
      BigInteger unscaled = value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
      return unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) < 0 ? unscaled : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  @Property
  void scalesWhatFits(
      @ForAll("numbers") BigDecimal value, @ForAll @IntRange(min = 1, max = MOST_DIGITS) int digits)
      throws IOException {
    BigInteger some = value.unscaledValue().mod(BigInteger.TEN.pow(digits));
    int scale = Math.min(value.scale(), digits);
    BigDecimal fitting = new BigDecimal(value.signum() < 0 ? some.negate() : some, scale);
    int size = BigInteger.TEN.pow(digits).bitLength() / 8 + 1;
    byte[] fixed = new byte[size];
    reader(fitting).toFixed(digits, scale, fixed);
    assertThat(new BigInteger(fixed)).isEqualTo(fitting.unscaledValue());
  }

  @Example
  void refusesWhatIsNoNumeric() {
    byte[] one = ByteConverter.numeric(new BigDecimal("1.5"));
    assertThatThrownBy(() -> new NumericReader().read(one, 0, one.length - 1))
        .isInstanceOf(BadValueException.class);
    byte[] digit = one.clone();
    digit[8] = 0x7f;
    assertThatThrownBy(() -> new NumericReader().read(digit, 0, digit.length))
        .hasMessageContaining("of base 10000");
    byte[] sign = one.clone();
    sign[4] = 0x20;
    assertThatThrownBy(() -> new NumericReader().read(sign, 0, sign.length))
        .hasMessageContaining("sign");
    byte[] places = one.clone();
    places[7] = 0;
    assertThatThrownBy(
            () -> new NumericReader().read(places, 0, places.length).append(new TextBuffer()))
        .hasMessageContaining("after its 0 decimal places");
  }
}
