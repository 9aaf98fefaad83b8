package dev.parqueduct.io.mysql.verify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.rows.CanonicalText;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Codes of values and keys that SQL computes and we do too: the CRC32 of a value's text, {@link
 * #NULL} for null, and the CRC32 of the key's text. A column's fingerprint is the sum, over the
 * rows, of the product of the two codes: it does not depend on the order of rows, and differs when
 * two rows have each other's values. (A sum or XOR of CRC32 alone does not: CRC32 is linear.)
 */
final class RowCodes {
  /** A code that no CRC32 is. Its product with any code of a key fits 64 bits. */
  static final long NULL = 1L << 32;

  private static final String SEPARATOR = "/";

  private final ImportColumns columns;
  private final int[] key;
  private final CRC32 crc = new CRC32();

  RowCodes(ImportColumns columns) {
    this.columns = requireNonNull(columns, "columns");
    this.key = columns.keyPositions();
  }

  /** The key's text in SQL; an empty text where there is no key. */
  String keySql() {
    List<String> parts = new ArrayList<>();
    for (int part : key) {
      parts.add(CanonicalText.sqlOfKey(columns.all().get(part)));
    }
    return switch (parts.size()) {
      case 0 -> "''";
      case 1 -> parts.get(0);
      default -> "CONCAT_WS('" + SEPARATOR + "', " + String.join(", ", parts) + ")";
    };
  }

  /** The code of a column's value in SQL. */
  static String codeSql(ImportColumn column) {
    return "IF("
        + TableName.quoted(column.name())
        + " IS NULL, "
        + NULL
        + ", CRC32("
        + CanonicalText.sql(column)
        + "))";
  }

  /** What a key's code is multiplied with, from the code; never 0. */
  static long weight(long keyCode) {
    return keyCode | 1;
  }

  /** The same in SQL. */
  String weightSql() {
    return "(CRC32(" + keySql() + ") | 1)";
  }

  /** The text of a row's key. */
  byte[] key(Object[] row) {
    if (key.length == 1) {
      return CanonicalText.ofKey(columns.all().get(key[0]), row[key[0]]);
    }
    java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < key.length; i++) {
      if (i > 0) {
        text.writeBytes(SEPARATOR.getBytes(StandardCharsets.US_ASCII));
      }
      text.writeBytes(CanonicalText.ofKey(columns.all().get(key[i]), row[key[i]]));
    }
    return text.toByteArray();
  }

  long code(byte[] text) {
    crc.reset();
    crc.update(text);
    return crc.getValue();
  }

  /** The code of a value. */
  long code(int column, Object value) {
    return value == null ? NULL : code(CanonicalText.of(columns.all().get(column), value));
  }

  /**
   * The values of the row that a reader stands at.
   *
   * @return null if one of them has no place in a database, so that the row cannot be in the table
   */
  Object[] row(RowReader reader) {
    Object[] row = new Object[columns.all().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = reader.value(i);
      if (row[i] instanceof dev.parqueduct.io.mysql.rows.Problem) {
        return null;
      }
    }
    for (int part : key) {
      if (row[part] == null) {
        return null;
      }
    }
    return row;
  }
}
