package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.BinaryDecimal;
import dev.parqueduct.io.br.testing.Bytes;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.RowV2;
import dev.parqueduct.io.br.testing.Table;
import java.util.SplittableRandom;

/** Narrow rows: numbers, a decimal, an enumeration, times; a note in one of four. */
final class Orders implements GeneratedTable {
  private static final String[] STATES = {"new", "paid", "packed", "shipped", "returned"};

  private final Table table =
      Table.of(
              110,
              "orders",
              Column.bigInt("id"),
              Column.bigInt("user_id").unsigned(),
              Column.enumeration("state", STATES),
              Column.integer("quantity").notNull(),
              Column.decimal("amount", 12, 2),
              Column.timestamp("created_at", 6),
              Column.date("due"),
              Column.varchar("note", 200))
          .primaryKeyHandle("id");

  @Override
  public Table table() {
    return table;
  }

  @Override
  public int percent() {
    return 50;
  }

  @Override
  public Sums sums() {
    return Sums.of(
        "sum(id)",
        "sum(user_id)",
        "sum(quantity)",
        "sum(cast(amount * 100 AS BIGINT))",
        "sum(epoch_us(created_at) % 1000000007)",
        "count(note)",
        "sum(length(note))");
  }

  @Override
  public Rows rows() {
    RowV2 row = new RowV2();
    Bytes scratch = new Bytes();
    return (id, random, to, sums) -> write(id, random, row, scratch, to, sums);
  }

  private static void write(
      long id, SplittableRandom random, RowV2 row, Bytes scratch, Bytes to, Sums sums) {
    long user = 1L + random.nextInt(5_000_000);
    int quantity = 1 + random.nextInt(20);
    long cents = random.nextInt(100_000) * (long) quantity;
    long micros = Days.micros(id, random);
    row.clear()
        .addUnsigned(2, user)
        .addUnsigned(3, 1 + random.nextInt(STATES.length))
        .addSigned(4, quantity);
    scratch.clear().u8(12).u8(2);
    BinaryDecimal.write(cents, 12, 2, scratch);
    row.addBytes(5, scratch.array(), 0, scratch.length());
    row.addUnsigned(6, Days.packed(micros)).addUnsigned(7, Days.packedDay(micros));
    sums.add(0, id);
    sums.add(1, user);
    sums.add(2, quantity);
    sums.add(3, cents);
    sums.add(4, micros % 1_000_000_007);
    if (random.nextInt(4) == 0) {
      scratch.clear();
      Words.write(random, 10 + random.nextInt(60), scratch);
      row.addBytes(8, scratch.array(), 0, scratch.length());
      sums.add(5, 1);
      sums.add(6, scratch.length());
    }
    row.finish(to);
  }
}
