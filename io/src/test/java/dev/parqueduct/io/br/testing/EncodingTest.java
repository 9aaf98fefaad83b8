package dev.parqueduct.io.br.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tikv.common.codec.MyDecimal;
import org.tikv.common.codec.RowEncoderV2;
import org.tikv.common.key.RowKey;
import org.tikv.common.meta.TiColumnInfo;
import org.tikv.common.types.IntegerType;
import org.tikv.common.types.RealType;
import org.tikv.common.types.StringType;

class EncodingTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void checksumsAreThoseOfTheCatalogue() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    Crc64Xz crc = new Crc64Xz();
    assertThat(crc.update(digits, 0, 9).finish()).isEqualTo(0x995DC9BBDF1939FAL);
    assertThat(crc.update(digits, 0, 4).update(digits, 4, 5).finish())
        .isEqualTo(0x995DC9BBDF1939FAL);
  }

  /** The row of TiKV's own test (components/tidb_query_datatype, row/v2/encoder_for_test.rs). */
  @Test
  void rowsAreThoseOfTikv() {
    RowV2 row = new RowV2();
    row.addSigned(1, 1000).addUnsigned(3, 3).addDouble(6, -1.8);
    row.addBytes(7, "abc".getBytes(StandardCharsets.UTF_8)).addSigned(8, 32767).addDouble(9, 1.8);
    row.addSigned(12, 2)
        .addUnsigned(13, MysqlTime.of(LocalDateTime.of(2018, 1, 19, 3, 14, 7)).packed());
    Bytes one = new Bytes().u8(1).u8(0);
    BinaryDecimal.write(BigDecimal.ONE, 1, 0, one);
    row.addBytes(14, one.toArray()).addBytes(15, BinaryJson.encode("{\"key\": \"value\"}"));
    row.addSigned(16, Duration.ofSeconds(1).toNanos()).addNull(33);
    Bytes bytes = new Bytes();
    row.finish(bytes);
    assertThat(HEX.formatHex(bytes.toArray()))
        .isEqualTo(
            "80000b0001000103060708090c0d0e0f1021020003000b000e001000180019002100240041004500e803034003"
                + "333333333332616263ff7fbffccccccccccccd020000008733e69e1901008101010000001c0000001300"
                + "000003000c160000006b65790576616c756500ca9a3b");
  }

  @Property(tries = 200)
  void rowsAreThoseOfTheJavaClient(
      @ForAll long number, @ForAll double real, @ForAll String text, @ForAll boolean large) {
    long last = large ? 300 : 30;
    List<TiColumnInfo> columns =
        List.of(
            new TiColumnInfo(1, "a", 0, IntegerType.BIGINT, false),
            new TiColumnInfo(2, "b", 1, RealType.DOUBLE, false),
            new TiColumnInfo(3, "c", 2, IntegerType.BIGINT, false),
            new TiColumnInfo(last, "d", 3, StringType.VARCHAR, false));
    List<Object> values = new ArrayList<>();
    values.add(number);
    values.add(real);
    values.add(null);
    values.add(text);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Bytes bytes = new Bytes();
    new RowV2()
        .addSigned(1, number)
        .addDouble(2, real)
        .addNull(3)
        .addBytes(last, utf8)
        .finish(bytes);
    assertThat(bytes.toArray()).isEqualTo(new RowEncoderV2().encode(columns, values));
  }

  @Property(tries = 300)
  void decimalsAreThoseOfTheJavaClient(
      @ForAll BigInteger digits, @ForAll @IntRange(max = 30) int scale) {
    BigDecimal value = new BigDecimal(digits.remainder(BigInteger.TEN.pow(50)), scale);
    int precision = 35 + scale;
    if (value.precision() - value.scale() > 35) {
      return;
    }
    MyDecimal oracle = new MyDecimal();
    oracle.fromString(value.toPlainString());
    int[] expected = oracle.toBin(precision, scale);
    Bytes bytes = new Bytes();
    BinaryDecimal.write(value, precision, scale, bytes);
    assertThat(bytes.length()).isEqualTo(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(bytes.array()[i] & 0xff)
          .as("byte %d of %s", i, value)
          .isEqualTo(expected[i] & 0xff);
    }
  }

  @Property(tries = 300)
  void smallDecimalsAreWrittenAsLargeOnes(
      @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L)
          long value,
      @ForAll @IntRange(max = 9) int scale) {
    Bytes small = new Bytes();
    BinaryDecimal.write(value, 18, scale, small);
    Bytes large = new Bytes();
    BinaryDecimal.write(BigDecimal.valueOf(value, scale), 18, scale, large);
    assertThat(small.toArray()).isEqualTo(large.toArray());
  }

  @Test
  void flatObjectsAreWrittenAsAnyJson() {
    byte[] text = "some text".getBytes(StandardCharsets.UTF_8);
    Bytes flat = new Bytes();
    FlatJson.of("a", "bc", "d").addLong(-5).addText(text, 9).addDouble(1.25).finish(flat);
    assertThat(flat.toArray())
        .isEqualTo(BinaryJson.encode("{\"a\": -5, \"bc\": \"some text\", \"d\": 1.25}"));
  }

  @Property(tries = 100)
  void recordKeysAreThoseOfTheJavaClient(
      @ForAll @LongRange(min = 1) long table, @ForAll long handle) {
    assertThat(Keys.record(table, Keys.intHandle(handle)))
        .isEqualTo(RowKey.toRowKey(table, handle).getBytes());
  }

  /** Values of tiflash's tests (gtest_json_binary.cpp), here with their type code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{} # 010000000008000000 # {}",
        "{\"a\":\"b\"} # 0101000000160000001300000001000c14000000610162 # {\"a\": \"b\"}",
        "{\"a\":3} # 01010000001c0000001300000001000914000000610300000000000000 # {\"a\": 3}",
        "{\"a\":null} # 010100000014000000130000000100040000000061 # {\"a\": null}",
        "[\"a\",\"b\"] # 0302000000160000000c120000000c1400000001610162 # [\"a\", \"b\"]",
        "[true] # 03010000000d0000000401000000 # [true]",
        "[3] # 030100000015000000090d0000000300000000000000 # [3]"
      })
  void jsonIsThatOfTidb(String json, String hex, String text) {
    assertThat(HEX.formatHex(BinaryJson.encode(json))).isEqualTo(hex);
    assertThat(BinaryJson.text(json)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, 3",
    "0.0, 0",
    "-0.0, -0",
    "1000100000000000000000.0, 1.0001e+21",
    "999100000000000000000.0, 999100000000000000000",
    "0.00000099944, 9.9944e-7",
    "0.0000012, 1.2e-6",
    "18446744073709551615, 18446744073709551615"
  })
  void numbersInJsonPrintAsTidbPrintsThem(String json, String text) {
    // Go prints the exponent of 1.2e-6 only below 1e-6.
    String expected = text.equals("1.2e-6") ? "0.0000012" : text;
    assertThat(BinaryJson.text(json)).isEqualTo(expected);
  }

  @Test
  void textsAreThoseOfDuckDb() throws SQLException {
    Column real = Column.doublePrecision("d");
    Column single = Column.floatingPoint("f");
    double[] doubles = {0, -0.0, 1, -1.5, 0.1, 1e15, 1e16, 123456789012345680d, 1e-4, 1e-5, 1e300};
    float[] floats = {
      0f, 1f, -0.25f, 0.1f, 3.4e38f, (float) 1e15, (float) 1e16, 16_777_216f, 1e-5f, 1.17e-38f
    };
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      for (double each : doubles) {
        assertThat(Texts.of(real, each)).isEqualTo(cast(duck, "DOUBLE", each));
      }
      assertThat(Texts.of(real, 2e-323)).isEqualTo(cast(duck, "DOUBLE", 2e-323));
      for (float each : floats) {
        assertThat(Texts.of(single, each)).isEqualTo(cast(duck, "FLOAT", each));
      }
      byte[] bytes = new byte[256];
      for (int i = 0; i < 256; i++) {
        bytes[i] = (byte) i;
      }
      assertThat(Texts.blob(bytes)).isEqualTo(cast(duck, "BLOB", bytes));
    }
  }

  private static String cast(Connection duck, String type, Object value) throws SQLException {
    try (PreparedStatement query =
        duck.prepareStatement("SELECT CAST(CAST(? AS " + type + ") AS VARCHAR)")) {
      query.setObject(1, value);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getString(1);
      }
    }
  }

  @Test
  void checksumsCoverTheRowAndWhatIsBehindIt() {
    Map<RowFormat, Integer> headers =
        Map.of(
            RowFormat.V2_CHECKSUM_1, 1,
            RowFormat.V2_CHECKSUM_1_HANDLE, 1,
            RowFormat.V2_CHECKSUM_2, 2,
            RowFormat.V2_CHECKSUM_2_EXTRA, 10);
    Table table = Table.of(1, "t", Column.bigInt("a"));
    headers.forEach(
        (format, header) -> {
          TableRecords records = new TableRecords(table, true, () -> 1);
          records.add(TableData.of(table).as(format).row("a", 5L).changes.get(0));
          byte[] row = records.records().get(0).value();
          int tail = header == 10 ? 9 : 5;
          assertThat(row[1]).isEqualTo((byte) 2);
          assertThat(row[row.length - tail]).isEqualTo(header.byteValue());
        });
  }
}
