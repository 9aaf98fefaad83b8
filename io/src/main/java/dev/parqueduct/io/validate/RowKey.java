package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.validate.ArchiveName.Point;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What rows of an archive are ordered by.
 *
 * @param time of the timestamp taken as UTC
 * @param order text that sorts as the server sorts ids
 * @param hex bytes of the id, in hexadecimal digits; null for an id that is null
 */
public record RowKey(Instant time, String order, String hex)
    implements Comparable<RowKey>, Serializable {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::time).thenComparing(RowKey::order);

  /** Names have four digits for the year. */
  private static final Instant FIRST_IN_NAMES = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST_IN_NAMES = Instant.parse("9999-12-31T23:59:59Z");
  private static final int ID_BYTES_IN_NAMES = 6;
  private static final int ID_CHARACTERS_IN_NAMES = 8;

  /** Sorts behind all digits, as the server sorts nulls behind all values. */
  private static final String NULL = "~";

  public RowKey {
    requireNonNull(time, "time");
    requireNonNull(order, "order");
  }

  /** An id that is sorted by its bytes; null for an id that is null. */
  static RowKey of(Instant time, byte[] id) {
    String hex = id == null ? null : HexFormat.of().formatHex(id);
    return new RowKey(time, hex == null ? NULL : hex, hex);
  }

  /** An id that is an integer, of which the highest bit is the sign. */
  static RowKey ofInteger(Instant time, byte[] id) {
    if (id == null) {
      return of(time, null);
    }
    byte[] sorted = id.clone();
    sorted[0] ^= (byte) 0x80;
    return new RowKey(time, HexFormat.of().formatHex(sorted), HexFormat.of().formatHex(id));
  }

  /** The bytes of the id, if it is not null. */
  public Optional<byte[]> id() {
    return Optional.ofNullable(hex).map(HexFormat.of()::parseHex);
  }

  /** The timestamp as the server reads it. */
  public String sqlTime() {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    int year = utc.getYear();
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d %02d:%02d:%02d.%06d%s",
        year > 0 ? year : 1 - year,
        utc.getMonthValue(),
        utc.getDayOfMonth(),
        utc.getHour(),
        utc.getMinute(),
        utc.getSecond(),
        utc.getNano() / 1000,
        year > 0 ? "" : " BC");
  }

  /** As a file name tells it. */
  Point point() {
    Instant shown =
        time.isBefore(FIRST_IN_NAMES)
            ? FIRST_IN_NAMES
            : time.isAfter(LAST_IN_NAMES) ? LAST_IN_NAMES : time;
    byte[] bytes = id().orElse(new byte[0]);
    // Short ids are filled up with bits that are zero.
    String text = base64(Arrays.copyOf(bytes, Math.min(bytes.length, ID_BYTES_IN_NAMES)));
    return new Point(
        NAME.format(shown),
        (text + "A".repeat(ID_CHARACTERS_IN_NAMES)).substring(0, ID_CHARACTERS_IN_NAMES));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return time + " " + id().map(RowKey::base64).orElse("null");
  }
}
