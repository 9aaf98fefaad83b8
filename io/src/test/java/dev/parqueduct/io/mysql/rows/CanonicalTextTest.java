package dev.parqueduct.io.mysql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTextTest {
  /** The last two are among those that {@code Double.toString} of Java 17 gives digits too many. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "-0.0, 0",
    "1e22, 10000000000000000000000",
    "9007199254740993, 9007199254740992",
    "1e-31, 0",
    "6e-31, 0.000000000000000000000000000001",
    "1e40, 99999999999999999999999999999999999.999999999999999999999999999999",
    "-1e40, -99999999999999999999999999999999999.999999999999999999999999999999",
    "2e23, 200000000000000000000000",
    "1.0E23, 100000000000000000000000",
  })
  void aNumberHasTheFewestDigitsThatMeanIt(double number, BigDecimal digits) {
    assertThat(CanonicalText.ofDouble(number))
        .isEqualTo(digits.setScale(30, RoundingMode.UNNECESSARY).toPlainString());
  }

  @Property
  void theDigitsMeanTheNumberUnlessTheyLeaveTheRange(@ForAll double number) {
    double size = Math.abs(number);
    if (size > 1e-12 && size < 1e34) {
      assertThat(Double.parseDouble(CanonicalText.ofDouble(number))).isEqualTo(number);
    }
  }
}
