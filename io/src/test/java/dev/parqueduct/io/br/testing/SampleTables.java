package dev.parqueduct.io.br.testing;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;

/** Tables with rows that tests of several modules use. */
public final class SampleTables {
  private SampleTables() {}

  /** A column of every type, under a signed integer key, in the given form of rows. */
  public static TableData everyType(long id, String name, RowFormat format) {
    return EveryType.rows(id, name, format);
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
