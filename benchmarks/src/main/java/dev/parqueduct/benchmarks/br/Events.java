package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.Bytes;
import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.FlatJson;
import dev.parqueduct.io.br.testing.RowV2;
import dev.parqueduct.io.br.testing.Table;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Rows around a JSON document; about half of them are too long for the write CF. */
final class Events implements GeneratedTable {
  private static final byte[][] KINDS = {
    "view".getBytes(StandardCharsets.US_ASCII),
    "click".getBytes(StandardCharsets.US_ASCII),
    "purchase".getBytes(StandardCharsets.US_ASCII)
  };

  private final Table table =
      Table.of(
              120,
              "events",
              Column.bigInt("id"),
              Column.bigInt("user_id").unsigned(),
              Column.varchar("kind", 20).notNull(),
              Column.datetime("at", 6),
              Column.doublePrecision("score"),
              Column.json("detail"))
          .primaryKeyHandle("id");

  @Override
  public Table table() {
    return table;
  }

  @Override
  public int percent() {
    return 40;
  }

  @Override
  public Sums sums() {
    return Sums.of(
        "sum(id)",
        "sum(user_id)",
        "sum(length(kind))",
        "sum(epoch_us(\"at\") % 1000000007)",
        "count(score)",
        "sum(cast(json_extract(detail, '$.order') AS BIGINT))",
        "sum(length(json_extract_string(detail, '$.page')))");
  }

  @Override
  public Rows rows() {
    RowV2 row = new RowV2();
    FlatJson json = FlatJson.of("order", "page", "price");
    Bytes page = new Bytes();
    Bytes document = new Bytes();
    return (id, random, to, sums) -> write(id, random, row, json, page, document, to, sums);
  }

  private static void write(
      long id,
      SplittableRandom random,
      RowV2 row,
      FlatJson json,
      Bytes page,
      Bytes document,
      Bytes to,
      Sums sums) {
    long user = 1L + random.nextInt(5_000_000);
    byte[] kind = KINDS[random.nextInt(KINDS.length)];
    long micros = Days.micros(id, random);
    int order = random.nextInt(1_000_000_000);
    Words.write(random, 20 + random.nextInt(300), page.clear());
    json.clear()
        .addLong(order)
        .addText(page.array(), page.length())
        .addDouble(random.nextInt(1_000_000) / 100.0)
        .finish(document.clear());
    row.clear().addUnsigned(2, user).addBytes(3, kind).addUnsigned(4, Days.packed(micros));
    if (random.nextInt(10) != 0) {
      row.addDouble(5, random.nextDouble());
      sums.add(4, 1);
    }
    row.addBytes(6, document.array(), 0, document.length()).finish(to);
    sums.add(0, id);
    sums.add(1, user);
    sums.add(2, kind.length);
    sums.add(3, micros % 1_000_000_007);
    sums.add(5, order);
    sums.add(6, page.length());
  }
}
