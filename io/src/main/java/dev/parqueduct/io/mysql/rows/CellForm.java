package dev.parqueduct.io.mysql.rows;

import com.google.common.base.Utf8;
import dev.parqueduct.io.mysql.table.ColumnKind;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.parquet.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Turns a value of a column into what is sent for it: a text that the database reads as the
 * column's type, or bytes.
 */
final class CellForm {
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final int JULIAN_EPOCH = 2_440_588;
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private final ImportColumn column;
  private final boolean single;

  CellForm(ImportColumn column) {
    this.column = column;
    this.single = column.physical().equals("FLOAT");
  }

  /** A text, bytes, or a {@link Problem} with the value. */
  Object value(Values values, int index) {
    return switch (column.kind()) {
      case TEXT -> text(values, index);
      case BYTES -> bytes(values, index);
      case BOOLEAN, INTEGER -> Long.toString(values.numbers()[index]);
      case UNSIGNED -> unsigned(values.numbers()[index]);
      case DOUBLE -> number(values.numbers()[index]);
      case DECIMAL -> decimal(values, index).toPlainString();
      case DATE -> date(values.numbers()[index]);
      case TIME_MILLIS -> time(values.numbers()[index] * 1000);
      case TIME_MICROS -> time(values.numbers()[index]);
      case DATETIME_MILLIS -> datetimeMillis(values.numbers()[index]);
      case DATETIME_MICROS -> datetime(values.numbers()[index]);
      case DATETIME_INT96 -> int96(bytes(values, index));
    };
  }

  private static byte[] bytes(Values values, int index) {
    int start = values.starts()[index];
    return Arrays.copyOfRange(values.bytes(), start, start + values.lengths()[index]);
  }

  private static Object text(Values values, int index) {
    int start = values.starts()[index];
    int length = values.lengths()[index];
    return Utf8.isWellFormed(values.bytes(), start, length)
        ? new String(values.bytes(), start, length, StandardCharsets.UTF_8)
        : new Problem("invalid-text", "it is not UTF-8");
  }

  private String unsigned(long bits) {
    return column.physical().equals("INT32")
        ? Long.toString(Integer.toUnsignedLong((int) bits))
        : Long.toUnsignedString(bits);
  }

  private Object number(long bits) {
    double number = single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
    return Double.isFinite(number)
        ? Double.toString(number)
        : new Problem("not-finite", "the database has no " + number);
  }

  private BigDecimal decimal(Values values, int index) {
    BigInteger unscaled =
        values.isStrings() ? signed(values, index) : BigInteger.valueOf(values.numbers()[index]);
    return new BigDecimal(unscaled, column.scale());
  }

  private static BigInteger signed(Values values, int index) {
    int length = values.lengths()[index];
    return length == 0
        ? BigInteger.ZERO
        : new BigInteger(values.bytes(), values.starts()[index], length);
  }

  private static Object date(long day) {
    StringBuilder text = new StringBuilder(10);
    return appendDate(text, day) ? text.toString() : outOfRange();
  }

  private static Object time(long micros) {
    if (micros < 0 || micros >= DAY_MICROS) {
      return new Problem("out-of-range", "it is no time of a day");
    }
    StringBuilder text = new StringBuilder(15);
    appendTime(text, micros);
    return text.toString();
  }

  private static Object datetimeMillis(long millis) {
    return Math.abs(millis) > Long.MAX_VALUE / 1000 ? outOfRange() : datetime(millis * 1000);
  }

  private static Object datetime(long micros) {
    StringBuilder text = new StringBuilder(26);
    if (!appendDate(text, Math.floorDiv(micros, DAY_MICROS))) {
      return outOfRange();
    }
    appendTime(text.append(' '), Math.floorMod(micros, DAY_MICROS));
    return text.toString();
  }

  private static Object int96(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    long nanos = bytes.getLong();
    long day = (long) bytes.getInt() - JULIAN_EPOCH;
    return nanos % 1000 == 0
        ? datetime(day * DAY_MICROS + nanos / 1000)
        : new Problem("out-of-range", "the database has no parts of a microsecond");
  }

  private static Problem outOfRange() {
    return new Problem("out-of-range", "the database has years from 1 to 9999");
  }

  private static boolean appendDate(StringBuilder text, long day) {
    if (day < FIRST_DAY || day > LAST_DAY) {
      return false;
    }
    LocalDate date = LocalDate.ofEpochDay(day);
    append(text, date.getYear(), 1000);
    append(text.append('-'), date.getMonthValue(), 10);
    append(text.append('-'), date.getDayOfMonth(), 10);
    return true;
  }

  private static void appendTime(StringBuilder text, long micros) {
    long seconds = micros / 1_000_000;
    append(text, seconds / 3600, 10);
    append(text.append(':'), seconds / 60 % 60, 10);
    append(text.append(':'), seconds % 60, 10);
    append(text.append('.'), micros % 1_000_000, 100_000);
  }

  /** Appends all digits down from that of {@code unit}. */
  private static void append(StringBuilder text, long number, int unit) {
    for (long digit = unit; digit > 0; digit /= 10) {
      text.append((char) ('0' + number / digit % 10));
    }
  }

  ColumnKind kind() {
    return column.kind();
  }
}
