package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logical types, nested rows and codecs, as DuckDB reads them. */
class RowWriterTypesTest {
  @TempDir Path folder;

  private static void bytes(RowWriter writer, int column, byte[] bytes) {
    writer.setBinary(column, bytes, 0, bytes.length);
  }

  private static void add(RowWriter writer, int column, int repetition, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writer.addBinary(column, repetition, bytes, 0, bytes.length);
  }

  @Test
  void logicalTypesKeepTheirMeaning() throws SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            """
            message m {
              required int32 d (DATE);
              required int64 ms (TIMESTAMP(MILLIS,false));
              required int64 us (TIMESTAMP(MICROS,true));
              required int64 t (TIME(MICROS,true));
              required int32 d9 (DECIMAL(9,2));
              required int64 d18 (DECIMAL(18,3));
              required fixed_len_byte_array(9) d20 (DECIMAL(20,0));
              required binary dv (DECIMAL(30,4));
              required fixed_len_byte_array(16) u (UUID);
              required int32 i8 (INTEGER(8,true));
              required int32 u16 (INTEGER(16,false));
              required int64 u64 (INTEGER(64,false));
              required binary j (JSON);
              required binary e (ENUM);
            }""",
            writer -> {
              writer.setInt(0, 20_454);
              writer.setLong(1, 1_767_225_600_123L);
              writer.setLong(2, -1);
              writer.setLong(3, 3_600_000_001L);
              writer.setInt(4, -12_345);
              writer.setLong(5, 1_000_000_000_001L);
              bytes(writer, 6, HexFormat.of().parseHex("056bc75e2d630fffff"));
              bytes(writer, 7, BigInteger.valueOf(-70_000).toByteArray());
              bytes(writer, 8, HexFormat.of().parseHex("00112233445566778899aabbccddeeff"));
              writer.setInt(9, -128);
              writer.setInt(10, 65_535);
              writer.setLong(11, -1);
              RowWriterTest.text(writer, 12, "{\"a\": 1}");
              RowWriterTest.text(writer, 13, "RED");
              writer.endRow();
            });
    assertThat(
            file.duckdb(
                "select d, ms, epoch_us(us), t::time::varchar, d9, d18, d20, dv, u, i8, u16, u64, j, e"
                    + " from $file"))
        .containsExactly(
            List.of(
                "2026-01-01",
                "2026-01-01 00:00:00.123",
                "-1",
                "01:00:00.000001",
                "-123.45",
                "1000000000.001",
                "99999999999999999999",
                "-7.0000",
                "00112233-4455-6677-8899-aabbccddeeff",
                "-128",
                "65535",
                "18446744073709551615",
                "{\"a\": 1}",
                "RED"));
    assertThat(file.duckdb("select typeof(ms), typeof(us), typeof(d20), typeof(u16) from $file"))
        .containsExactly(
            List.of("TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "DECIMAL(20,0)", "USMALLINT"));
  }

  @Test
  void listsGroupsAndMapsAreAssembled() throws SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            """
            message m {
              required int32 id;
              optional group tags (LIST) {
                repeated group list { optional binary element (STRING); }
              }
              optional group at { required int32 x; optional int32 y; }
              optional group props (MAP) {
                repeated group key_value { required binary key (STRING); optional int64 value; }
              }
            }""",
            writer -> {
              writer.setInt(0, 1);
              add(writer, 1, 0, "a");
              writer.addNull(1, 1, 2);
              add(writer, 1, 1, "");
              writer.addInt(2, 0, 10);
              writer.addNull(3, 0, 1);
              add(writer, 4, 0, "k");
              writer.addLong(5, 0, 7);
              add(writer, 4, 1, "l");
              writer.addNull(5, 1, 2);
              writer.endRow();
              writer.setInt(0, 2);
              writer.addNull(1, 0, 1);
              writer.addInt(2, 0, 20);
              writer.addInt(3, 0, 21);
              writer.addNull(4, 0, 1);
              writer.addNull(5, 0, 1);
              writer.endRow();
              writer.setInt(0, 3);
              writer.addNull(1, 0, 0);
              writer.addNull(2, 0, 0);
              writer.addNull(3, 0, 0);
              writer.addNull(4, 0, 0);
              writer.addNull(5, 0, 0);
              writer.endRow();
            });
    assertThat(
            file.duckdb(
                "select id, tags::varchar, \"at\"::varchar, props::varchar from $file order by id"))
        .containsExactly(
            List.of("1", "[a, NULL, '']", "{'x': 10, 'y': NULL}", "{k=7, l=NULL}"),
            List.of("2", "[]", "{'x': 20, 'y': 21}", "{}"),
            Arrays.asList("3", null, null, null));
    assertThat(file.summary().columns())
        .extracting(ColumnSummary::path, ColumnSummary::nulls)
        .contains(tuple("tags.list.element", 3L));
  }

  @ParameterizedTest
  @EnumSource
  void randomRowsComeBackFromDuckdb(Compression compression) throws SQLException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message m {
              required int64 row; optional int32 i; optional int64 l; optional double d;
              optional boolean b; optional binary s (STRING); required fixed_len_byte_array(7) f;
            }""");
    List<List<String>> expected = new ArrayList<>();
    WrittenFile file =
        WrittenFile.of(
            folder,
            schema,
            options -> options.compression(compression).pageBytes(4096).rowGroupBytes(1 << 18),
            writer -> writeRandom(writer, 60_000, expected));
    assertThat(file.summary().rowGroups()).isGreaterThan(1);
    assertThat(file.duckdb("select row, i, l, d, b, s, hex(f) from $file order by row"))
        .isEqualTo(expected);
    String codec = compression == Compression.NONE ? "UNCOMPRESSED" : compression.name();
    assertThat(codecs(file, "s")).containsExactly(List.of(codec));
  }

  @Test
  void chunksThatDoNotShrinkAreLeftAsTheyAre() throws Exception {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required int64 row; required fixed_len_byte_array(16) id; required binary text (STRING); }");
    Random random = new Random(1);
    byte[] id = new byte[16];
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    WrittenFile file =
        WrittenFile.of(
            folder,
            schema,
            options -> options,
            writer -> {
              for (int row = 0; row < 20_000; row++) {
                random.nextBytes(id);
                digest.update(
                    HexFormat.of().withUpperCase().formatHex(id).getBytes(StandardCharsets.UTF_8));
                writer.setLong(0, row);
                writer.setBinary(1, id, 0, id.length);
                RowWriterTest.text(writer, 2, "the text of row " + row);
                writer.endRow();
              }
            });
    assertThat(codecs(file, "id")).containsExactly(List.of("UNCOMPRESSED"));
    assertThat(codecs(file, "text")).containsExactly(List.of("ZSTD"));
    assertThat(file.duckdb("select sha256(string_agg(hex(id), '' order by row)) from $file"))
        .containsExactly(List.of(HexFormat.of().formatHex(digest.digest())));
  }

  private static List<List<String>> codecs(WrittenFile file, String column) throws SQLException {
    return file.duckdb(
        "select distinct compression from parquet_metadata($file) where path_in_schema = '"
            + column
            + "'");
  }

  private static void writeRandom(RowWriter writer, int rows, List<List<String>> expected)
      throws IOException {
    Random random = new Random(rows);
    byte[] fixed = new byte[7];
    for (int i = 0; i < rows; i++) {
      // Phases with few and with many distinct values: dictionaries that fill up and fall back.
      int distinct = i < 20_000 ? 50 : i < 40_000 ? 20_000 : Integer.MAX_VALUE;
      long value = random.nextInt(distinct);
      List<String> row = new ArrayList<>();
      writer.setLong(0, i);
      row.add(Long.toString(i));
      boolean empty = random.nextInt(10) == 0;
      if (empty) {
        for (int column = 1; column <= 5; column++) {
          writer.setNull(column);
          row.add(null);
        }
      } else {
        writer.setInt(1, (int) value);
        writer.setLong(2, -value * 1_000_003);
        writer.setDouble(3, value / 2.0);
        writer.setBoolean(4, value % 3 == 0);
        RowWriterTest.text(writer, 5, "v" + value);
        row.addAll(
            List.of(
                Long.toString(value),
                Long.toString(-value * 1_000_003),
                Double.toString(value / 2.0),
                Boolean.toString(value % 3 == 0),
                "v" + value));
      }
      Arrays.fill(fixed, (byte) value);
      writer.setBinary(6, fixed, 0, 7);
      row.add(HexFormat.of().withUpperCase().formatHex(fixed));
      expected.add(row);
      writer.endRow();
    }
  }

  @Test
  void dictionariesAreUsedWhereTheyPay() throws SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType(
                """
                message m {
                  required binary few (STRING); required binary unique (STRING);
                  required binary later (STRING); required int64 number; required int32 one;
                  required boolean flag;
                }"""),
            UnaryOperator.identity(),
            writer -> {
              for (int i = 0; i < 200_000; i++) {
                RowWriterTest.text(writer, 0, "value " + i % 100);
                RowWriterTest.text(writer, 1, "value " + i);
                RowWriterTest.text(writer, 2, "value " + (i < 50_000 ? i % 10 : i));
                writer.setLong(3, i);
                writer.setInt(4, 1);
                writer.setBoolean(5, i % 2 == 0);
                writer.endRow();
              }
            });
    assertThat(
            file.duckdb(
                "select path_in_schema, encodings, dictionary_page_offset is not null"
                    + " from parquet_metadata($file)"))
        .containsExactly(
            List.of("few", "RLE, PLAIN, RLE_DICTIONARY", "true"),
            List.of("unique", "RLE, PLAIN", "false"),
            List.of("later", "RLE, PLAIN, RLE_DICTIONARY", "true"),
            List.of("number", "RLE, PLAIN", "false"),
            List.of("one", "RLE, PLAIN, RLE_DICTIONARY", "true"),
            List.of("flag", "RLE, PLAIN", "false"));
    assertThat(
            file.duckdb(
                "select count(distinct few), count(distinct \"unique\"), count(distinct later),"
                    + " sum(number), sum(one), count(*) filter (flag) from $file"))
        .containsExactly(List.of("100", "200000", "150010", "19999900000", "200000", "100000"));
  }
}
