package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.text.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.joda.time.DateTimeZone;
import org.tikv.common.codec.Codec;
import org.tikv.common.codec.Codec.DateTimeCodec;

class PackedTimeTest {
  private static final long DAY = 86_400_000_000L;

  @Property(tries = 3000)
  void daysAndMicrosecondsAreThoseOfTheCalendar(
      @ForAll @IntRange(min = -719_528, max = 2_932_896) int day,
      @ForAll @LongRange(min = 0, max = DAY - 1) long micros) {
    LocalDate date = LocalDate.ofEpochDay(day);
    long packed = PackedTime.of(date, micros);
    assertThat(PackedTime.exists(packed)).isTrue();
    assertThat(PackedTime.epochDay(packed)).isEqualTo(day);
    assertThat(PackedTime.epochMicros(packed)).isEqualTo(day * DAY + micros);
    LocalDateTime expected =
        LocalDateTime.ofEpochSecond(day * 86_400L + micros / 1_000_000, 0, ZoneOffset.UTC);
    TextBuffer text = new TextBuffer();
    PackedTime.dateTime(packed, 6, text);
    assertThat(text)
        .hasToString(
            String.format(
                "%s %02d:%02d:%02d.%06d",
                date,
                expected.getHour(),
                expected.getMinute(),
                expected.getSecond(),
                micros % 1_000_000));
    assertThat(PackedTime.parse(text.toString())).isEqualTo(packed);
  }

  @Property(tries = 500)
  void packsAsTheClientOfTiKvDoes(
      @ForAll @IntRange(min = 0, max = 40_000) int day,
      @ForAll @LongRange(min = 0, max = DAY - 1) long micros) {
    long packed = PackedTime.of(LocalDate.ofEpochDay(day), micros / 1000 * 1000);
    var decoded = DateTimeCodec.fromPackedLong(packed, DateTimeZone.UTC);
    assertThat(decoded.getDateTime().getMillis()).isEqualTo(day * (DAY / 1000) + micros / 1000);
    assertThat(Codec.DateTimeCodec.toPackedLong(decoded, DateTimeZone.UTC)).isEqualTo(packed);
  }

  @Example
  void someDaysAreInNoCalendar() {
    for (String date :
        new String[] {"0000-00-00", "2020-00-10", "2020-05-00", "2021-02-29", "2020-04-31"}) {
      assertThat(PackedTime.exists(PackedTime.parse(date))).as(date).isFalse();
    }
    assertThat(PackedTime.exists(PackedTime.parse("2020-02-29"))).isTrue();
    assertThatThrownBy(() -> PackedTime.parse("CURRENT_TIMESTAMP"))
        .isInstanceOf(DateTimeException.class);
  }

  @Property(tries = 1000)
  void durationsComeBackFromTheirText(
      @ForAll @LongRange(min = -3_020_399_000_000L, max = 3_020_399_000_000L) long micros) {
    TextBuffer text = new TextBuffer();
    DurationText.append(micros * 1000, 6, text);
    assertThat(DurationText.parse(text.toString())).isEqualTo(micros * 1000);
  }

  @Example
  void durationsPrintAsTiDbDoes() {
    TextBuffer text = new TextBuffer();
    DurationText.append(-(838L * 3600 + 59 * 60 + 59) * 1_000_000_000, 0, text);
    text.add(' ');
    DurationText.append(3_723_450_000_000L, 2, text);
    assertThat(text).hasToString("-838:59:59 01:02:03.45");
  }

  @Property(tries = 2000)
  void validTextIsWhatJavaDecodes(@ForAll byte[] bytes) {
    boolean valid;
    try {
      StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
      valid = true;
    } catch (java.nio.charset.CharacterCodingException e) {
      valid = false;
    }
    assertThat(Utf8.valid(bytes, 0, bytes.length)).isEqualTo(valid);
  }

  @Property(tries = 1000)
  void encodedTextIsValid(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.valid(bytes, 0, bytes.length)).isTrue();
  }
}
