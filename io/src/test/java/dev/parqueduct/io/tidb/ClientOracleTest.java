package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tikv.common.codec.TableCodec;
import org.tikv.common.key.RowKey;
import org.tikv.common.meta.CIStr;
import org.tikv.common.meta.TiColumnInfo;
import org.tikv.common.meta.TiColumnInfo.InternalTypeHolder;

/** Random rows that the client of TiKV encodes, in both formats, read through to DuckDB. */
class ClientOracleTest {
  private static final int ROWS = 300;

  private static TestTable table(int firstId) {
    return new TestTable()
        .column(firstId, "i", TypeCode.LONGLONG, 0, 20, 0)
        .column(firstId + 1, "d", TypeCode.DOUBLE, 0, 22, -1)
        .text(firstId + 2, "s", TypeCode.VARCHAR, 0, 100)
        .column(firstId + 3, "b", TypeCode.BLOB, 0, 100, 0)
        .column(firstId + 4, "n", TypeCode.DECIMAL, 0, 30, 6)
        .column(firstId + 5, "ts", TypeCode.TIMESTAMP, 0, 26, 6)
        .column(firstId + 6, "small", TypeCode.SHORT, 0, 6, 0)
        .column(firstId + 7, "y", TypeCode.YEAR, 0, 4, 0);
  }

  private static List<TiColumnInfo> columns(TableInfo table) {
    List<TiColumnInfo> columns = new ArrayList<>();
    for (ColumnInfo column : table.columns()) {
      FieldType type = column.type();
      InternalTypeHolder holder =
          new InternalTypeHolder(
              type.code(),
              (int) type.flags(),
              type.length(),
              type.decimal(),
              type.charset(),
              type.collation(),
              List.of());
      columns.add(
          new TiColumnInfo(
              column.id(),
              CIStr.newCIStr(column.name()),
              column.offset(),
              holder,
              5,
              null,
              null,
              null,
              "",
              1,
              ""));
    }
    return columns;
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 small", "2 small", "2 large"})
  void rowsOfTheClientComeBack(String form) throws Exception {
    boolean second = form.startsWith("2");
    TableInfo table = table(form.endsWith("large") ? 250 : 1).info();
    List<TiColumnInfo> columns = columns(table);
    Random random = new Random(form.hashCode());
    List<List<String>> expected = new ArrayList<>();
    try (Exported exported = new Exported(table, RowOptions.defaults())) {
      for (int i = 0; i < ROWS; i++) {
        Object[] values = new Object[table.columns().size()];
        List<String> shown = new ArrayList<>();
        for (int c = 0; c < values.length; c++) {
          if (random.nextInt(5) == 0) {
            shown.add(null);
          } else {
            value(c, random, values, shown);
          }
        }
        long handle = random.nextLong();
        byte[] key = RowKey.toRowKey(TestTable.ID, handle).getBytes();
        assertThat(key).isEqualTo(Keys.record(TestTable.ID, handle));
        exported.row(key, TableCodec.encodeRow(columns, values, false, second));
        expected.add(shown);
      }
      assertThat(exported.read("i, d, s, lower(hex(b)), n, epoch_us(ts), small, y"))
          .isEqualTo(expected);
    }
  }

  private static void value(int column, Random random, Object[] values, List<String> shown) {
    switch (column) {
      case 0 -> {
        long number = random.nextLong() >> random.nextInt(64);
        values[column] = number;
        shown.add(Long.toString(number));
      }
      case 1 -> {
        double number = random.nextInt(1 << 20) / 16.0 - 30_000;
        values[column] = number;
        shown.add(Double.toString(number));
      }
      case 2 -> {
        String text = "ä€😀x".repeat(random.nextInt(5));
        values[column] = text;
        shown.add(text);
      }
      case 3 -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        values[column] = bytes;
        shown.add(HexFormat.of().formatHex(bytes));
      }
      case 4 -> {
        // The client cannot encode numbers below 0.1 whose digits are fewer than their scale.
        BigInteger digits =
            new BigInteger(random.nextInt(1, 70), random).add(BigInteger.TEN.pow(6));
        BigDecimal number = new BigDecimal(digits, 6);
        BigDecimal signed = random.nextBoolean() ? number : number.negate();
        values[column] = signed;
        shown.add(signed.toPlainString());
      }
      case 5 -> {
        long millis = random.nextLong(1L << 41);
        values[column] = Timestamp.from(Instant.ofEpochMilli(millis));
        shown.add(Long.toString(millis * 1000));
      }
      case 6 -> {
        long number = (short) random.nextInt();
        values[column] = number;
        shown.add(Long.toString(number));
      }
      default -> {
        long year = 1901L + random.nextInt(255);
        values[column] = year;
        shown.add(Long.toString(year));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void textIsKeptByteForByte(int format) throws Exception {
    TableInfo table = new TestTable().text(1, "s", TypeCode.VARCHAR, 0, 100).info();
    String text = " trailing\t ";
    try (Exported exported = new Exported(table, RowOptions.defaults())) {
      exported.row(
          1, TableCodec.encodeRow(columns(table), new Object[] {text}, false, format == 2));
      assertThat(exported.read("hex(encode(s))"))
          .containsExactly(
              Arrays.asList(
                  HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8))));
    }
  }
}
