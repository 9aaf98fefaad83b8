package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.text.TextBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ShortestDigitsTest {
  private static String json(double value) {
    TextBuffer text = new TextBuffer();
    ShortestDigits.json(value, text);
    return text.toString();
  }

  private static String plain(float value) {
    TextBuffer text = new TextBuffer();
    ShortestDigits.plain(value, text);
    return text.toString();
  }

  private static int digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().unscaledValue().abs().toString().length();
  }

  @Property(tries = 3000)
  void bringsBackEveryDoubleInNoMoreDigitsThanJava(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    if (Double.isFinite(value)) {
      String text = json(value);
      assertThat(Double.parseDouble(text)).isEqualTo(value);
      assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
    }
  }

  @Property(tries = 3000)
  void shortDecimalsStayAsTheyAre(@ForAll int unscaled, @ForAll byte scale) {
    BigDecimal number = new BigDecimal(BigInteger.valueOf(unscaled), Math.floorMod(scale, 6));
    if (number.abs().doubleValue() >= 1e-5) {
      assertThat(json(number.doubleValue())).isEqualTo(number.stripTrailingZeros().toPlainString());
    }
  }

  @Property(tries = 2000)
  void bringsBackEveryFloat(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertThat(Float.parseFloat(plain(value))).isEqualTo(value);
    }
  }

  @Example
  void knownForms() {
    assertThat(json(2.0E-3)).isEqualTo("0.002");
    assertThat(json(Double.MIN_NORMAL)).isEqualTo("2.2250738585072014e-308");
    assertThat(json(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(json(Double.parseDouble("1e23"))).isEqualTo("1e+23");
    assertThat(json(2e-7)).isEqualTo("2e-7");
    assertThat(json(1e-10)).isEqualTo("1e-10");
    assertThat(json(-0.5)).isEqualTo("-0.5");
    assertThat(json(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(plain(1.1f)).isEqualTo("1.1");
    assertThat(plain(-0.25f)).isEqualTo("-0.25");
  }
}
