package dev.parqueduct.io.mysql.table;

import dev.parqueduct.io.report.RunFailedException;

/** The SQL type of a column. */
final class ColumnType {
  /** What an index of InnoDB and of TiDB takes, in bytes. */
  private static final int INDEX_BYTES = 3072;

  static final int CHARACTER_BYTES = 4;
  private static final int LEAST_CHARACTERS = 32;
  private static final int USUAL_CHARACTERS = 64;
  private static final int MOST_CHARACTERS = 1024;
  private static final int TEXT_BYTES = (1 << 16) - 1;
  private static final int MEDIUM_BYTES = (1 << 24) - 1;
  private static final int FIXED_BYTES = 255;

  private ColumnType() {}

  /** The type, with twice the room that the values need. */
  static String of(ImportColumn column, ValueSizes sizes) {
    return switch (column.kind()) {
      case BOOLEAN -> "TINYINT(1)";
      case INTEGER -> integer(column.bits());
      case UNSIGNED -> integer(column.bits()) + " UNSIGNED";
      case DOUBLE -> "DOUBLE";
      case DECIMAL -> "DECIMAL(" + column.precision() + "," + column.scale() + ")";
      case DATE -> "DATE";
      case TIME_MILLIS -> "TIME(3)";
      case TIME_MICROS -> "TIME(6)";
      case DATETIME_MILLIS, DATETIME_MICROS, DATETIME_INT96 ->
          sizes.fraction() == 0 ? "DATETIME" : "DATETIME(" + sizes.fraction() + ")";
      case TEXT -> text(column, sizes);
      case BYTES -> bytes(column, sizes);
    };
  }

  /**
   * The type of a key's column.
   *
   * @throws RunFailedException with exit code 2 if its values are too long for a key
   */
  static String ofKey(ImportColumn column, ValueSizes sizes) {
    return switch (column.kind()) {
      case TEXT -> {
        if (sizes.digest() > 0) {
          yield "CHAR(" + sizes.digest() + ")";
        }
        // Keys of text that differ in spaces at their end would be one key.
        yield sizes.endsWithSpace()
            ? "VARBINARY(" + keyRoom(column, sizes.bytes(), INDEX_BYTES) + ")"
            : "VARCHAR(" + keyRoom(column, sizes.characters(), INDEX_BYTES / CHARACTER_BYTES) + ")";
      }
      case BYTES ->
          isFixed(column)
              ? "BINARY(" + column.length() + ")"
              : "VARBINARY(" + keyRoom(column, sizes.bytes(), INDEX_BYTES) + ")";
      default -> of(column, sizes);
    };
  }

  private static int keyRoom(ImportColumn column, int needed, int most) {
    if (needed > most) {
      throw RunFailedException.usage(
          "The column "
              + column.name()
              + " cannot be part of the primary key: a value of it has a length of "
              + needed
              + ", and an index takes "
              + most
              + ". Name others with --primaryKey.");
    }
    return Math.min(most, room(needed));
  }

  private static String integer(int bits) {
    return switch (bits) {
      case 8 -> "TINYINT";
      case 16 -> "SMALLINT";
      case 32 -> "INT";
      default -> "BIGINT";
    };
  }

  private static String text(ImportColumn column, ValueSizes sizes) {
    if (column.json()) {
      // A JSON column would hold the document in a form of its own, not the text.
      return "LONGTEXT";
    }
    if (sizes.digest() > 0) {
      return "CHAR(" + sizes.digest() + ")";
    }
    int room = sizes.bytes() == 0 ? USUAL_CHARACTERS : room(sizes.characters());
    return room <= MOST_CHARACTERS ? "VARCHAR(" + room + ")" : longText(2L * sizes.bytes());
  }

  /** The type of texts that have no place in the row itself. */
  static String longText(long bytes) {
    return bytes <= TEXT_BYTES ? "TEXT" : bytes <= MEDIUM_BYTES ? "MEDIUMTEXT" : "LONGTEXT";
  }

  private static String bytes(ImportColumn column, ValueSizes sizes) {
    if (isFixed(column)) {
      return "BINARY(" + column.length() + ")";
    }
    int room = sizes.bytes() == 0 ? USUAL_CHARACTERS : room(sizes.bytes());
    if (room <= MOST_CHARACTERS) {
      return "VARBINARY(" + room + ")";
    }
    long twice = 2L * sizes.bytes();
    return twice <= TEXT_BYTES ? "BLOB" : twice <= MEDIUM_BYTES ? "MEDIUMBLOB" : "LONGBLOB";
  }

  private static boolean isFixed(ImportColumn column) {
    return column.length() > 0 && column.length() <= FIXED_BYTES;
  }

  /** A power of two that leaves as much room again. */
  private static int room(int needed) {
    if (needed >= 1 << 29) {
      return Integer.MAX_VALUE;
    }
    int twice = Math.max(LEAST_CHARACTERS, 2 * needed);
    return Integer.highestOneBit(twice - 1) << 1;
  }
}
