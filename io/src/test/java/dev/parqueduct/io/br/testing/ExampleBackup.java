package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;

/** Makes the small backup in examples/br-backup, the same bytes every time. */
public final class ExampleBackup {
  private static final String[] CITIES = {"Lisbon", "Kraków", "Osaka", "Montréal", "Nairobi"};
  private static final String[] NAMES = {"Ada", "Grace", "Edsger", "Barbara", "Donald", "Radia"};
  private static final String[] STATES = {"new", "paid", "shipped", "returned"};
  private static final long FIRST_SECOND = 1_735_689_600L;

  private ExampleBackup() {}

  public static BackupTruth write(Path root) throws IOException {
    return BackupBuilder.full()
        .add("shop", customers())
        .add("shop", orders())
        .add("shop", events())
        .emptyDatabase("archive")
        .withIndexes()
        .messagesPerIndexObject(1000)
        .write(root);
  }

  /** Writes it into the folder that is named. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  private static TableData customers() {
    TableData data =
        TableData.of(
            Table.of(
                    100,
                    "customers",
                    Column.bigInt("id").unsigned(),
                    Column.varchar("name", 100).notNull(),
                    Column.varchar("city", 60),
                    Column.date("born"),
                    Column.set("interests", "books", "music", "tools"),
                    Column.text("notes"),
                    Column.enumeration("tier", "basic", "gold").originDefault("basic"))
                .primaryKeyHandle("id")
                .index("by_city", "city"));
    for (int i = 0; i < 24; i++) {
      Object[] old = {
        "id",
        1000L + i,
        "name",
        NAMES[i % NAMES.length] + " " + (char) ('A' + i) + ".",
        "city",
        i % 8 == 7 ? null : CITIES[i % CITIES.length],
        "born",
        LocalDate.of(1960, 1, 1).plusDays(397L * i),
        "interests",
        i % 3 == 0 ? "books,tools" : i % 3 == 1 ? "music" : "",
        "notes",
        i % 6 == 5 ? "Called about order %d. ".formatted(i).repeat(20) : "none"
      };
      if (i < 12) {
        data.row(old);
      } else {
        Object[] row = java.util.Arrays.copyOf(old, old.length + 2);
        row[old.length] = "tier";
        row[old.length + 1] = i % 4 == 0 ? "gold" : "basic";
        data.row(row);
      }
    }
    return data;
  }

  private static TableData orders() {
    TableData data =
        TableData.of(
            Table.of(
                    110,
                    "orders",
                    Column.bigInt("id"),
                    Column.integer("year"),
                    Column.bigInt("customer_id").unsigned(),
                    Column.enumeration("state", STATES),
                    Column.decimal("amount", 12, 2),
                    Column.timestamp("created_at", 3),
                    Column.bit("gift", 1))
                .clusteredKey("id", "year")
                .partitionedBy("year")
                .partition(111, "p2024", "2025")
                .partition(112, "p2025", "2026")
                .partition(113, "pmax", "MAXVALUE"));
    for (int i = 0; i < 60; i++) {
      data.row(
          "id",
          5000L + i,
          "year",
          2024 + i % 3,
          "customer_id",
          1000L + i * 7 % 24,
          "state",
          STATES[i % STATES.length],
          "amount",
          BigDecimal.valueOf(999L * i * i % 100_000, 2),
          "created_at",
          Instant.ofEpochSecond(FIRST_SECOND + 86_400L * i, 1_000_000L * i),
          "gift",
          (long) (i % 2));
    }
    return data;
  }

  private static TableData events() {
    TableData data =
        TableData.of(
            Table.of(
                120,
                "events",
                Column.varchar("kind", 20),
                Column.json("detail"),
                Column.doublePrecision("score")));
    for (int i = 0; i < 40; i++) {
      String padding =
          i % 5 == 0 ? ", \"trace\": \"" + "frame %d; ".formatted(i).repeat(40) + "\"" : "";
      data.row(
          "kind",
          i % 2 == 0 ? "click" : "view",
          "detail",
          "{\"order\": %d, \"tags\": [\"a\", %d.5]%s}".formatted(5000 + i, i, padding),
          "score",
          i % 9 == 0 ? null : i / 8.0);
    }
    return data;
  }
}
