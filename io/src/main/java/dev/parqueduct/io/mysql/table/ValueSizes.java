package dev.parqueduct.io.mysql.table;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.parquet.Values;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How large the values of a column are. Entries of dictionaries count once, whether or not a row
 * refers to them.
 *
 * @param characters of the longest text
 * @param bytes of the longest value
 * @param digest length of the values if all are hexadecimal digits of the length of a digest, else
 *     -1; 0 without values
 * @param endsWithSpace whether a text ends with a space, which comparisons of keys leave aside
 * @param fraction digits of a second's fraction: 0, 3 or 6
 */
public record ValueSizes(int characters, int bytes, int digest, boolean endsWithSpace, int fraction)
    implements Serializable {
  /** Of no values. */
  public static final ValueSizes NONE = new ValueSizes(0, 0, 0, false, 0);

  private static final int NO_DIGEST = -1;
  private static final long SECOND_MILLIS = 1_000;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int MICRO_NANOS = 1_000;

  /** Reads a column of a file. */
  public static ValueSizes of(FileScan file, ImportColumn column) throws IOException {
    ValueSizes sizes = NONE;
    for (int group = 0; group < file.rowGroups(); group++) {
      ChunkScan chunk = file.scan(group, column.leaf());
      boolean dictionarySeen = false;
      while (chunk.next()) {
        PageValues page = chunk.page();
        if (!page.isDictionary() || !dictionarySeen) {
          sizes =
              sizes.and(
                  of(
                      page.values(),
                      page.isDictionary() ? page.values().count() : page.count(),
                      column));
        }
        dictionarySeen |= page.isDictionary();
      }
    }
    return sizes;
  }

  private static ValueSizes of(Values values, int count, ImportColumn column) {
    return switch (column.kind()) {
      case TEXT, BYTES -> ofBytes(values, count);
      case DATETIME_INT96 -> new ValueSizes(0, 0, 0, false, ofNanos(values, count));
      default -> new ValueSizes(0, 0, 0, false, ofTimes(values, count, column));
    };
  }

  private static int ofTimes(Values values, int count, ImportColumn column) {
    boolean millis = column.kind() == ColumnKind.DATETIME_MILLIS;
    for (int i = 0; i < count; i++) {
      if (values.numbers()[i] % (millis ? SECOND_MILLIS : SECOND_MICROS) != 0) {
        return millis ? 3 : 6;
      }
    }
    return 0;
  }

  private static int ofNanos(Values values, int count) {
    ByteBuffer bytes = ByteBuffer.wrap(values.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      if (bytes.getLong(values.starts()[i]) % (SECOND_MICROS * MICRO_NANOS) != 0) {
        return 6;
      }
    }
    return 0;
  }

  private static ValueSizes ofBytes(Values values, int count) {
    int characters = 0;
    int longest = 0;
    int digest = 0;
    boolean endsWithSpace = false;
    byte[] bytes = values.bytes();
    for (int i = 0; i < count; i++) {
      int start = values.starts()[i];
      int length = values.lengths()[i];
      longest = Math.max(longest, length);
      // A text of so few bytes has no more characters than the longest so far.
      if (length > characters) {
        characters = Math.max(characters, characters(bytes, start, length));
      }
      if (digest == 0) {
        digest = isDigestLength(length) ? length : NO_DIGEST;
      }
      if (digest > 0 && (length != digest || !isHex(bytes, start, length))) {
        digest = NO_DIGEST;
      }
      endsWithSpace |= length > 0 && bytes[start + length - 1] == ' ';
    }
    return new ValueSizes(characters, longest, digest, endsWithSpace, 0);
  }

  private static int characters(byte[] bytes, int start, int length) {
    int characters = 0;
    for (int i = start; i < start + length; i++) {
      characters += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return characters;
  }

  private static boolean isDigestLength(int length) {
    return length == 32 || length == 40 || length == 64 || length == 128;
  }

  private static boolean isHex(byte[] bytes, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Of the values of both. */
  public ValueSizes and(ValueSizes other) {
    int both =
        digest == 0 || digest == other.digest
            ? other.digest
            : other.digest == 0 ? digest : NO_DIGEST;
    return new ValueSizes(
        Math.max(characters, other.characters),
        Math.max(bytes, other.bytes),
        both,
        endsWithSpace || other.endsWithSpace,
        Math.max(fraction, other.fraction));
  }
}
