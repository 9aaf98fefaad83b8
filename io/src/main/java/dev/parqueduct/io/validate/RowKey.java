package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.validate.ArchiveName.Point;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * What rows of an archive are ordered by.
 *
 * @param time seconds and nanoseconds since 1970, of the timestamp taken as UTC
 * @param id bytes of the id, in hexadecimal digits
 */
public record RowKey(Instant time, String id) implements Comparable<RowKey>, Serializable {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::time).thenComparing(RowKey::id);
  private static final int ID_BYTES_IN_NAMES = 6;

  public RowKey {
    requireNonNull(time, "time");
    requireNonNull(id, "id");
  }

  static RowKey of(Instant time, byte[] id) {
    return new RowKey(time, HexFormat.of().formatHex(id));
  }

  /** As a file name tells it. */
  Point point() {
    byte[] bytes = HexFormat.of().parseHex(id);
    String text =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, ID_BYTES_IN_NAMES)));
    return new Point(NAME.format(time), text);
  }

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    byte[] bytes = HexFormat.of().parseHex(id);
    return time + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
