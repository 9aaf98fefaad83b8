package dev.parqueduct.io.br.testing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Tables with rows that tests of several modules use. */
public final class SampleTables {
  private SampleTables() {}

  /** A column of every type, under a signed integer key, in the given form of rows. */
  public static TableData everyType(long id, String name, RowFormat format) {
    TableData data = TableData.of(everyType(id, name)).as(format);
    data.row(
        "id",
        -7L,
        "tiny",
        -128L,
        "tiny_u",
        255L,
        "small",
        -32768L,
        "small_u",
        65535L,
        "medium",
        -8_388_608L,
        "medium_u",
        16_777_215L,
        "int_s",
        Integer.MIN_VALUE,
        "int_u",
        4_294_967_295L,
        "big",
        Long.MIN_VALUE,
        "big_u",
        -1L,
        "f",
        -1.5f,
        "d",
        1e300,
        "dec_small",
        new BigDecimal("-12345.67"),
        "dec_mid",
        new BigDecimal("123456789012.123456"),
        "dec_big",
        new BigDecimal("-99999999999999999999.0123456789"),
        "dec_huge",
        new BigDecimal("9".repeat(35) + "." + "8".repeat(30)),
        "c",
        "char",
        "vc",
        "Grüße, 世界 \uD83D\uDE00",
        "tx",
        "x".repeat(10),
        "bin",
        new byte[] {1, 2, 3},
        "vb",
        new byte[] {0, -1, 'a', '\\'},
        "bl",
        "blob".getBytes(StandardCharsets.UTF_8),
        "dt",
        LocalDate.of(2024, 2, 29),
        "dtime",
        LocalDateTime.of(1999, 12, 31, 23, 59, 59, 123_456_000),
        "ts",
        Instant.parse("2038-01-19T03:14:07.500Z"),
        "tm",
        Duration.ofHours(-838).minusMinutes(59).minusSeconds(59),
        "yr",
        2155L,
        "en",
        "green",
        "st",
        "a,c",
        "b1",
        1L,
        "b12",
        0xabcL,
        "js",
        "{\"b\": [1, 2.5, null, true], \"a\": \"text\", \"long\": 18446744073709551615}",
        "ve",
        new float[] {1f, -0.25f, 3.4e38f});
    data.row(
        "id",
        0L,
        "tiny",
        0L,
        "tiny_u",
        0L,
        "small",
        0L,
        "small_u",
        0L,
        "medium",
        0L,
        "medium_u",
        0L,
        "int_s",
        0L,
        "int_u",
        0L,
        "big",
        0L,
        "big_u",
        0L,
        "f",
        0f,
        "d",
        0d,
        "dec_small",
        BigDecimal.ZERO,
        "dec_mid",
        BigDecimal.ZERO,
        "dec_big",
        BigDecimal.ZERO,
        "dec_huge",
        BigDecimal.ZERO,
        "c",
        "",
        "vc",
        "",
        "tx",
        "",
        "bin",
        new byte[0],
        "vb",
        new byte[0],
        "bl",
        new byte[0],
        "dt",
        LocalDate.of(1, 1, 1),
        "dtime",
        LocalDateTime.of(1000, 1, 1, 0, 0),
        "ts",
        Instant.parse("1970-01-01T00:00:01Z"),
        "tm",
        Duration.ZERO,
        "yr",
        0L,
        "en",
        "red",
        "st",
        "",
        "b1",
        0L,
        "b12",
        0L,
        "js",
        "[]",
        "ve",
        new float[0]);
    data.row(nulls());
    data.row(
        "id",
        Long.MAX_VALUE,
        "tiny",
        1L,
        "tiny_u",
        128L,
        "small",
        128L,
        "small_u",
        256L,
        "medium",
        40_000L,
        "medium_u",
        70_000L,
        "int_s",
        Integer.MAX_VALUE,
        "int_u",
        2_147_483_648L,
        "big",
        Long.MAX_VALUE,
        "big_u",
        Long.MIN_VALUE,
        "f",
        16_777_216f,
        "d",
        -0.1,
        "dec_small",
        new BigDecimal("0.01"),
        "dec_mid",
        new BigDecimal("-0.000001"),
        "dec_big",
        new BigDecimal("1"),
        "dec_huge",
        new BigDecimal("-0." + "0".repeat(29) + "1"),
        "c",
        "ÿ",
        "vc",
        "line\nbreak\ttab \"quoted\"",
        "tx",
        "long text, ".repeat(100),
        "bin",
        new byte[16],
        "vb",
        new byte[300],
        "bl",
        new byte[] {127},
        "dt",
        LocalDate.of(9999, 12, 31),
        "dtime",
        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
        "ts",
        Instant.parse("2026-03-29T01:30:00.250Z"),
        "tm",
        Duration.ofMillis(1_500),
        "yr",
        1901L,
        "en",
        "blue",
        "st",
        "a,b,c,d",
        "b1",
        1L,
        "b12",
        0xfffL,
        "js",
        "-1.0e30",
        "ve",
        new float[] {0.1f});
    return data;
  }

  private static Table everyType(long id, String name) {
    return Table.of(
            id,
            name,
            Column.bigInt("id"),
            Column.tinyInt("tiny"),
            Column.tinyInt("tiny_u").unsigned(),
            Column.smallInt("small"),
            Column.smallInt("small_u").unsigned(),
            Column.mediumInt("medium"),
            Column.mediumInt("medium_u").unsigned(),
            Column.integer("int_s"),
            Column.integer("int_u").unsigned(),
            Column.bigInt("big"),
            Column.bigInt("big_u").unsigned(),
            Column.floatingPoint("f"),
            Column.doublePrecision("d"),
            Column.decimal("dec_small", 7, 2),
            Column.decimal("dec_mid", 18, 6),
            Column.decimal("dec_big", 38, 10),
            Column.decimal("dec_huge", 65, 30),
            Column.character("c", 10),
            Column.varchar("vc", 200),
            Column.text("tx"),
            Column.binary("bin", 16),
            Column.varbinary("vb", 300),
            Column.blob("bl"),
            Column.date("dt"),
            Column.datetime("dtime", 6),
            Column.timestamp("ts", 3),
            Column.time("tm", 3),
            Column.year("yr"),
            Column.enumeration("en", "red", "green", "blue"),
            Column.set("st", "a", "b", "c", "d"),
            Column.bit("b1", 1),
            Column.bit("b12", 12),
            Column.json("js"),
            Column.vector("ve", 3))
        .primaryKeyHandle("id");
  }

  private static Object[] nulls() {
    Table table = everyType(1, "nulls");
    Object[] row = new Object[2 * table.columns.size()];
    for (int i = 0; i < table.columns.size(); i++) {
      row[2 * i] = table.columns.get(i).name;
    }
    row[1] = 1L;
    return row;
  }

  /** Rows that are older than columns, dropped and unfinished columns, and generated ones. */
  public static TableData changedSchema(long id, String name) {
    Table table =
        Table.of(
                id,
                name,
                Column.bigInt("id").unsigned(),
                Column.varchar("name", 50).id(3),
                Column.integer("added").id(4).originDefault(42L).currentDefault(43L),
                Column.bit("added_bit", 4).id(5).originDefault(5L),
                Column.integer("added_not_null").id(6).notNull(),
                Column.varchar("added_null", 10).id(7),
                Column.timestamp("added_ts", 0)
                    .id(8)
                    .originDefault(Instant.parse("2020-01-02T03:04:05Z")),
                Column.enumeration("added_enum", "x", "y").id(9).notNull(),
                Column.integer("half_added").id(10).state(2),
                Column.bigInt("computed").id(11).virtual("`id` + 1"),
                Column.bigInt("computed_stored").id(12).stored("`id` * 2"),
                Column.varchar("_v$_idx_0", 10).id(300).hidden().virtual("lower(`name`)"))
            .primaryKeyHandle("id");
    return TableData.of(table)
        .row("id", 1L, "name", "old", "computed_stored", 2L)
        .as(RowFormat.V1)
        .row("id", 2L, "name", "older", "computed_stored", 4L)
        .as(RowFormat.V2)
        .row(
            "id",
            3L,
            "name",
            "new",
            "added",
            null,
            "added_bit",
            15L,
            "added_not_null",
            7L,
            "added_null",
            "set",
            "added_ts",
            Instant.parse("2026-01-01T00:00:00Z"),
            "added_enum",
            "y",
            "half_added",
            9L,
            "computed_stored",
            6L)
        .row("id", -1L, "name", "unsigned handle", "computed_stored", -2L);
  }

  /** A key of several columns of which the texts are sort keys when collations are new. */
  public static TableData commonHandle(long id, String name) {
    Table table =
        Table.of(
                id,
                name,
                Column.varchar("code", 20).collate("utf8mb4", "utf8mb4_general_ci"),
                Column.datetime("at", 3),
                Column.decimal("part", 10, 2),
                Column.character("tag", 4),
                Column.varchar("note", 400))
            .clusteredKey("code", "at", "part", "tag")
            .index("by_note", "note(5)");
    return TableData.of(table)
        .row(
            "code", "Abc ",
            "at", LocalDateTime.of(2025, 5, 5, 5, 5, 5, 5_000_000),
            "part", new BigDecimal("-1.50"),
            "tag", "T",
            "note", "first")
        .row(
            "code",
            "zeta",
            "at",
            LocalDateTime.of(2025, 5, 6, 0, 0),
            "part",
            new BigDecimal("10.00"),
            "tag",
            "",
            "note",
            "n".repeat(300))
        .row(
            "code",
            "",
            "at",
            LocalDateTime.of(2001, 1, 1, 1, 1),
            "part",
            BigDecimal.ZERO,
            "tag",
            "wxyz",
            "note",
            null);
  }

  /** Ranges by year, and one for the rest. */
  public static TableData partitioned(long id, String name, int rows) {
    Table table =
        Table.of(
                id,
                name,
                Column.bigInt("id"),
                Column.integer("year_of"),
                Column.varchar("payload", 1000))
            .nonClusteredKey("id", "year_of")
            .partitionedBy("year_of")
            .partition(id + 1, "p2023", "2024")
            .partition(id + 2, "p2024", "2025")
            .partition(id + 3, "rest", "MAXVALUE");
    TableData data = TableData.of(table);
    for (int i = 0; i < rows; i++) {
      data.row(
          "id", (long) i,
          "year_of", 2022 + i % 5,
          "payload", "row " + i + (i % 7 == 0 ? " long".repeat(60) : ""));
    }
    return data;
  }
}
