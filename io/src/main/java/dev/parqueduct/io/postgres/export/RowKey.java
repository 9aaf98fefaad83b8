package dev.parqueduct.io.postgres.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.RowOrder;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;

/** Reads from a row what file names tell of it: its timestamp and its id. */
final class RowKey {
  /** Seconds from 1970 to 2000, where PostgreSQL's time begins. */
  private static final long EPOCH_SECONDS = 946_684_800L;

  private static final long MICROS = 1_000_000L;
  private static final long DAY_MICROS = 86_400L * MICROS;
  private static final int ID_CHARACTERS = 8;

  /** Bytes that make that many characters of base64url. */
  private static final int ID_BYTES = 6;

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
  private static final LocalDateTime LAST = LocalDateTime.of(9999, 12, 31, 23, 59, 59);

  private final int timestampField;
  private final int idField;
  private final boolean days;
  private final boolean base64url;
  private long micros;
  private byte[] id = new byte[0];
  private int idLength;

  private RowKey(int timestampField, int idField, boolean days, boolean base64url) {
    this.timestampField = timestampField;
    this.idField = idField;
    this.days = days;
    this.base64url = base64url;
  }

  static RowKey of(PgUnit unit) {
    int timestamp = unit.order().timestampField(unit.columns());
    int id = unit.order().idField(unit.columns());
    return new RowKey(
        timestamp,
        id,
        RowOrder.type(unit.columns().get(timestamp)) == BaseType.DATE,
        unit.columns().get(id).conversion() == PgColumn.Conversion.BASE64URL_BYTES);
  }

  /** Takes the key of a row. */
  void read(CopyTuples row) {
    micros = micros(row);
    idLength = Math.max(0, row.length(idField));
    if (id.length < idLength) {
      id = new byte[Math.max(idLength, 2 * id.length)];
    }
    System.arraycopy(row.buffer(), row.offset(idField), id, 0, idLength);
  }

  /** The timestamp of a row in microseconds from 2000-01-01. */
  long micros(CopyTuples row) {
    int offset = row.offset(timestampField);
    if (days) {
      int day = ByteBuffer.wrap(row.buffer(), offset, Integer.BYTES).getInt();
      return day == Integer.MAX_VALUE
          ? Long.MAX_VALUE
          : day == Integer.MIN_VALUE ? Long.MIN_VALUE : day * DAY_MICROS;
    }
    return ByteBuffer.wrap(row.buffer(), offset, Long.BYTES).getLong();
  }

  /** As file names have it. */
  String name() {
    return time(micros).format(NAME) + "_" + idName();
  }

  /**
   * The time, without fractions of seconds; beyond the years that have four digits, the nearest.
   */
  static LocalDateTime time(long micros) {
    long seconds = Math.floorDiv(micros, MICROS) + EPOCH_SECONDS;
    if (seconds < FIRST.toEpochSecond(ZoneOffset.UTC)) {
      return FIRST;
    }
    if (seconds > LAST.toEpochSecond(ZoneOffset.UTC)) {
      return LAST;
    }
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }

  /** Short ids are filled up with A, which stands for bits that are zero. */
  private String idName() {
    byte[] bytes = Arrays.copyOf(id, idLength);
    String text =
        base64url
            ? new String(bytes, ISO_8859_1)
            : Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(bytes, Math.min(ID_BYTES, idLength)));
    return (text + "A".repeat(ID_CHARACTERS)).substring(0, ID_CHARACTERS);
  }
}
