package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScanDateTest {
  private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private static long parse(String text) {
    char[] chars = ("x" + text).toCharArray();
    return ScanDate.parse(chars, 1, text.length());
  }

  @Property(tries = 500)
  void agreesWithJavaTimeOverAllYears(
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long seconds) {
    String text = TEXT.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC));

    assertThat(parse(text)).isEqualTo(seconds * 1000);
    assertThat(ScanDate.format(seconds * 1000)).isEqualTo(text);
    assertThat(ScanDate.isSupported((double) seconds)).isTrue();
  }

  @Test
  void leapDaysAreThoseOfTheCalendar() {
    assertThat(parse("2020-02-29 00:00:00")).isEqualTo(1_582_934_400_000L);
    assertThat(parse("2000-02-29T23:59:59")).isNotEqualTo(Report.NO_DATE);
    assertThat(parse("2100-02-29 00:00:00")).isEqualTo(Report.NO_DATE);
    assertThat(parse("2021-02-29 00:00:00")).isEqualTo(Report.NO_DATE);
  }

  @Test
  void whatIsNoDateIsNone() {
    for (String text :
        new String[] {
          "",
          "2020-11-01",
          "2020-11-01 00:00",
          "2020-11-01 00:00:00Z",
          "2020-11-01 24:00:00",
          "2020-11-01 23:60:00",
          "2020-11-01 23:59:60",
          "2020-00-01 00:00:00",
          "2020-13-01 00:00:00",
          "2020-04-31 00:00:00",
          "2020-04-00 00:00:00",
          "0000-01-01 00:00:00",
          "2020/11/01 00:00:00",
          "2020-1١-01 00:00:00",
          "-020-11-01 00:00:00"
        }) {
      assertThat(parse(text)).as(text).isEqualTo(Report.NO_DATE);
    }
  }

  @Test
  void secondsBeyondTheColumnsRangeAreNotSupported() {
    assertThat(ScanDate.isSupported(253_402_300_800d)).isFalse();
    assertThat(ScanDate.isSupported(-62_135_596_801d)).isFalse();
    assertThat(ScanDate.isSupported(Double.NaN)).isFalse();
  }
}
