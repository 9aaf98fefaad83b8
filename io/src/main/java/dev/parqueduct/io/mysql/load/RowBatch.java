package dev.parqueduct.io.mysql.load;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows that are written with one statement; they are kept until it has succeeded. */
final class RowBatch {
  /** What a value takes in a statement besides itself. */
  private static final int PUNCTUATION = 4;

  private final List<Object[]> rows = new ArrayList<>();
  private final List<Long> numbers = new ArrayList<>();
  private long bytes;

  /**
   * Adds a row.
   *
   * @param number of the row in its file
   */
  void add(Object[] row, long number) {
    rows.add(row);
    numbers.add(number);
    bytes += bytes(row);
  }

  /** About what a row takes in a statement; text that needs escapes takes more. */
  private static long bytes(Object[] row) {
    long sum = 0;
    for (Object value : row) {
      sum += PUNCTUATION;
      if (value instanceof byte[] content) {
        sum += content.length;
      } else if (value instanceof String text) {
        sum += text.length();
      }
    }
    return sum;
  }

  int size() {
    return rows.size();
  }

  long bytes() {
    return bytes;
  }

  Object[] row(int index) {
    return rows.get(index);
  }

  long number(int index) {
    return numbers.get(index);
  }

  void clear() {
    rows.clear();
    numbers.clear();
    bytes = 0;
  }

  /** Sets the parameters of a statement for some of the rows. */
  void bind(PreparedStatement statement, int from, int to) throws SQLException {
    int parameter = 1;
    for (int i = from; i < to; i++) {
      for (Object value : rows.get(i)) {
        if (value == null) {
          statement.setNull(parameter++, java.sql.Types.NULL);
        } else if (value instanceof byte[] content) {
          statement.setBytes(parameter++, content);
        } else {
          statement.setString(parameter++, (String) value);
        }
      }
    }
  }

  /** A row for people, as a JSON array; bytes that are no text are in hexadecimal digits. */
  static byte[] toJson(Object[] row) {
    StringBuilder json = new StringBuilder("[");
    for (Object value : row) {
      json.append(json.length() == 1 ? "" : ",");
      if (value == null) {
        json.append("null");
      } else {
        String text =
            value instanceof byte[] content
                ? java.util.HexFormat.of().formatHex(content)
                : value.toString();
        json.append('"')
            .append(
                new String(
                    com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance()
                        .quoteAsString(text)))
            .append('"');
      }
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }
}
