package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWriterTest {
  @TempDir Path folder;

  static void text(RowWriter writer, int column, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writer.setBinary(column, bytes, 0, bytes.length);
  }

  private static List<String> row(String... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void everyPhysicalTypeIsReadBackByDuckdb() throws SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            """
            message m {
              required boolean flag;
              optional int32 small;
              required int64 large;
              optional float single;
              optional double precise;
              optional binary text (STRING);
              required binary raw;
              required fixed_len_byte_array(3) fixed;
            }""",
            writer -> {
              writer.setBoolean(0, true);
              writer.setInt(1, -7);
              writer.setLong(2, Long.MIN_VALUE);
              writer.setFloat(3, 1.5f);
              writer.setDouble(4, -2.25);
              text(writer, 5, "héllo");
              writer.setBinary(6, new byte[] {0, 1, (byte) 255}, 1, 2);
              text(writer, 7, "abc");
              writer.endRow();
              writer.setBoolean(0, false);
              writer.setNull(1);
              writer.setLong(2, Long.MAX_VALUE);
              writer.setNull(3);
              writer.setNull(4);
              text(writer, 5, "");
              writer.setBinary(6, new byte[0], 0, 0);
              text(writer, 7, "xyz");
              writer.endRow();
              text(writer, 7, "___");
              writer.setNull(5);
              writer.setBinary(6, new byte[] {9}, 0, 1);
              writer.setDouble(4, Double.NaN);
              writer.setFloat(3, Float.NEGATIVE_INFINITY);
              writer.setLong(2, 0);
              writer.setInt(1, Integer.MAX_VALUE);
              writer.setBoolean(0, true);
              writer.endRow();
            });

    assertThat(
            file.duckdb(
                "select flag, small, large, single, precise, text, hex(raw), hex(fixed) from $file"))
        .containsExactly(
            row("true", "-7", "-9223372036854775808", "1.5", "-2.25", "héllo", "01FF", "616263"),
            row("false", null, "9223372036854775807", null, null, "", "", "78797A"),
            row("true", "2147483647", "0", "-Infinity", "NaN", null, "09", "5F5F5F"));
  }
}
