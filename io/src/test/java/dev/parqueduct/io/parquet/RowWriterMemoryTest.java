package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory stays bounded by the size of a row group, for wide rows and for long values. */
class RowWriterMemoryTest {
  private static final int COLUMNS = 3000;

  @TempDir Path folder;

  @Test
  void thousandsOfColumnsStayWithinTheBound() throws SQLException {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (int i = 0; i < COLUMNS; i++) {
      schema
          .optional(i % 2 == 0 ? PrimitiveTypeName.INT64 : PrimitiveTypeName.BINARY)
          .named("c" + i);
    }
    long rowGroup = 32 << 20;
    long[] most = new long[1];
    WrittenFile file =
        WrittenFile.of(
            folder,
            schema.named("wide"),
            options -> options.rowGroupBytes(rowGroup),
            writer -> {
              Random random = new Random(7);
              byte[] bytes = new byte[20];
              for (int row = 0; row < 1500; row++) {
                for (int column = 0; column < COLUMNS; column += 2) {
                  writer.setLong(column, column % 4 == 0 ? random.nextLong() : random.nextInt(50));
                  random.nextBytes(bytes);
                  if (column % 8 == 0) {
                    Arrays.fill(bytes, (byte) random.nextInt(50));
                  }
                  writer.setBinary(column + 1, bytes, 0, 10);
                }
                writer.endRow();
                most[0] = Math.max(most[0], writer.bufferedBytes());
              }
            });
    assertThat(file.summary().rowGroups()).isGreaterThanOrEqualTo(1);
    assertThat(most[0]).isLessThan(3 * rowGroup);
    assertThat(file.duckdb("select count(*), count(c0), count(c2999) from $file"))
        .containsExactly(List.of("1500", "1500", "1500"));
  }

  @Test
  void aFewRowsOfAWideTableTakeLittle() throws IOException {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    for (int i = 0; i < COLUMNS; i++) {
      schema.required(PrimitiveTypeName.INT32).named("c" + i);
    }
    MessageType wide = schema.named("wide");
    try (RowWriter writer = RowWriter.to(OutputStream.nullOutputStream(), wide).open()) {
      for (int column = 0; column < COLUMNS; column++) {
        writer.setInt(column, column);
      }
      writer.endRow();
      assertThat(writer.bufferedBytes()).isLessThan(4 << 20);
    }
  }

  @Test
  void hugeValuesPassAndAreForgotten() throws SQLException {
    int length = 50 << 20;
    byte[] huge = new byte[length];
    long[] after = new long[1];
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType(
                "message m { required int32 id; optional binary c; }"),
            options -> options.rowGroupBytes(16 << 20),
            writer -> {
              for (int i = 0; i < 3; i++) {
                Arrays.fill(huge, (byte) i);
                writer.setInt(0, i);
                writer.setBinary(1, huge, 0, length);
                writer.endRow();
                writer.setInt(0, i + 100);
                writer.setBinary(1, huge, 0, 3);
                writer.endRow();
              }
              for (int i = 0; i < 100_000; i++) {
                writer.setInt(0, i);
                writer.setNull(1);
                writer.endRow();
              }
              after[0] = writer.bufferedBytes();
            });
    assertThat(after[0]).isLessThan(48 << 20);
    assertThat(
            file.duckdb(
                "select id, octet_length(c), hex(c[-2:]) from $file where c is not null order by id"))
        .containsExactly(
            List.of("0", "52428800", "0000"),
            List.of("1", "52428800", "0101"),
            List.of("2", "52428800", "0202"),
            List.of("100", "3", "0000"),
            List.of("101", "3", "0101"),
            List.of("102", "3", "0202"));
  }
}
