package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.BinaryDecimal;
import dev.parqueduct.io.br.testing.Bytes;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.RowV2;
import dev.parqueduct.io.br.testing.Table;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Wide rows, all in the default CF: a text of 300 to 1,500 bytes in each. */
final class Users implements GeneratedTable {
  private static final byte[] DOMAIN = "@example.org".getBytes(StandardCharsets.US_ASCII);

  private final Table table =
      Table.of(
              100,
              "users",
              Column.bigInt("id"),
              Column.varchar("name", 100).notNull(),
              Column.varchar("email", 200),
              Column.decimal("balance", 18, 4),
              Column.timestamp("created_at", 3),
              Column.tinyInt("active").notNull(),
              Column.text("bio"))
          .primaryKeyHandle("id");

  @Override
  public Table table() {
    return table;
  }

  @Override
  public int percent() {
    return 10;
  }

  @Override
  public Sums sums() {
    return Sums.of(
        "sum(id)",
        "sum(length(name))",
        "sum(length(email))",
        "sum(cast(balance * 10000 AS BIGINT))",
        "sum(active)",
        "sum(length(bio))");
  }

  @Override
  public Rows rows() {
    RowV2 row = new RowV2();
    Bytes text = new Bytes();
    return (id, random, to, sums) -> write(id, random, row, text, to, sums);
  }

  private static void write(
      long id, SplittableRandom random, RowV2 row, Bytes text, Bytes to, Sums sums) {
    Words.write(random, 8 + random.nextInt(20), text.clear());
    row.clear().addBytes(2, text.array(), 0, text.length());
    sums.add(0, id);
    sums.add(1, text.length());
    text.raw(DOMAIN);
    row.addBytes(3, text.array(), 0, text.length());
    sums.add(2, text.length());
    long balance = random.nextInt(2_000_000_000) - 1_000_000_000L;
    text.clear().u8(18).u8(4);
    BinaryDecimal.write(balance, 18, 4, text);
    row.addBytes(4, text.array(), 0, text.length());
    sums.add(3, balance);
    long millis = Days.micros(id, random) / 1000 * 1000;
    int active = random.nextInt(5) == 0 ? 0 : 1;
    row.addUnsigned(5, Days.packed(millis)).addSigned(6, active);
    sums.add(4, active);
    Words.write(random, 300 + random.nextInt(1200), text.clear());
    row.addBytes(7, text.array(), 0, text.length()).finish(to);
    sums.add(5, text.length());
  }
}
