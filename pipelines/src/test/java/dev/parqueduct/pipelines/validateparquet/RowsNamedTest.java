package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.validate.SourceVerdict.Comparison;
import dev.parqueduct.io.validate.ValidationReport;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever was lost or changed is found, and named: file, unit, key of the row, column. */
class RowsNamedTest extends ValidateAgainstFixture {
  private Path second;

  @BeforeEach
  void exportItems() throws Exception {
    createItems();
    // Several files of a unit.
    export(
        "public.items_*",
        "--timestampColumn=at",
        "--idColumn=id",
        "--base64urlColumns=id",
        "--rowsPerFile=100",
        "--unitBytes=65536");
    second = files(TABLE).get(1);
  }

  /** The key of an item, as differences name it. */
  private String key(long n) throws Exception {
    try (Statement statement = server.createStatement();
        ResultSet row = statement.executeQuery("select id, at::text from items where n = " + n)) {
      row.next();
      return "(id, at) = (" + row.getString(1) + ", " + row.getString(2) + ")";
    }
  }

  private static List<String> differences(CommandLine answer) {
    return answer
        .out()
        .lines()
        .filter(line -> line.startsWith("  ") && line.contains("["))
        .toList();
  }

  /** Parts of the table that differ. */
  private List<String> differentParts() throws Exception {
    return comparisons(comparison -> !comparison.equal());
  }

  private List<String> comparisons(Predicate<Comparison> which) throws Exception {
    return ValidationReport.parse(Files.readAllBytes(folder.resolve("results/_report.json")))
        .tables()
        .stream()
        .flatMap(table -> table.source().stream())
        .flatMap(source -> source.comparisons().stream())
        .filter(which)
        .map(Comparison::part)
        .toList();
  }

  /** The number of the item in a row of the second file. */
  private long item(int row) throws Exception {
    return Rewritten.read(second).get(row).getLong("n", 0);
  }

  private String unit() throws Exception {
    return comparisons(comparison -> comparison.part().startsWith("unit public.items_01-")).get(0);
  }

  @Test
  void aFlippedByteIsNamedWithItsFileRowGroupAndColumn() throws Exception {
    byte[] content = Files.readAllBytes(second);
    content[content.length / 3] ^= 0x20;
    Files.write(second, content);
    CommandLine answer = failed(validate("--certify=drop", "--confirmTable=" + TABLE));
    assertThat(answer.out())
        .containsPattern("FAIL \\Q" + second + "\\E: row group 0, column [a-z]+")
        .contains("crc32c: the ledger says ", "NOT safe to drop: " + TABLE)
        .contains("safe to drop: public.items_02 (");
    assertThat(results())
        .filteredOn(line -> line.startsWith("FAIL|"))
        .containsExactly("FAIL|" + second);
    assertThat(exists("items_01")).isTrue();
  }

  @Test
  void whatIsMissingOrChangedInAFileIsNamed() throws Exception {
    long missing = item(10);
    long changed = item(5);
    Rewritten.rewrite(
        second,
        rows -> {
          rows.remove(10);
          rows.set(5, Rewritten.with(rows.get(5), "n", changed + 1_000_000));
        });
    CommandLine answer = failed(validate());
    String unit = unit();
    assertThat(differences(answer))
        .containsExactly(
            "  different: "
                + key(changed)
                + ": n ["
                + unit
                + ", "
                + second
                + ", row group 0, row 5]",
            "  missing in the files: "
                + key(missing)
                + " [would be in "
                + unit
                + ", "
                + second
                + "]");
    assertThat(differentParts()).containsExactly(TABLE, unit, "file " + second);
    assertThat(answer.out()).contains("FAIL " + second + ": rows: the name says ");
  }

  @Test
  void whatIsMissingOrChangedInTheDatabaseIsNamedAndPassesLevelTwo() throws Exception {
    CommandLine unused = done(validate());
    assertThat(differentParts()).isEmpty();
    List<String> parts = comparisons(Comparison::equal);
    for (Path file : files("")) {
      assertThat(parts).contains("file " + file);
    }
    assertThat(parts).contains("unit public.items_01-0000", "unit public.items_02-0001");

    Path first = files(TABLE).get(0);
    String place = " [" + unit() + ", " + second + ", row group 0, row ";
    String missing = key(item(20));
    String changed = key(item(21));
    sql(
        "insert into items select repeat('-', 43), at, -1 from items where n = " + item(30),
        "insert into items values (repeat('x', 43), '2026-01-01 00:00:00', -2)",
        "update items set note = 'changed', tags = null where n = " + item(21),
        "delete from items where n = " + item(20));
    assertThat(differences(failed(validate())))
        .hasSize(4)
        .contains("  missing in the database: " + missing + place + "20]")
        .contains("  different: " + changed + ": note, tags" + place + "21]")
        .anyMatch(line -> line.contains("------") && line.endsWith(second + "]"))
        .anyMatch(line -> line.contains("xxxxxx") && line.endsWith(first + "]"));
    assertThat(results()).allMatch(line -> line.startsWith("PASS|"));
    assertThat(differentParts()).containsExactly(TABLE, unit(), "file " + first, "file " + second);
  }

  @Test
  void filesWithoutAnOrderAreNamedByTheRowsInThem() throws Exception {
    archive = folder.resolve("as-stored");
    export("items_01", "--rowsPerFile=300", "--unitBytes=32768");
    assertThat(files(TABLE)).hasSizeGreaterThan(4);
    sql("update items set price = price + 1 where n = 700");
    assertThat(differences(failed(validate())))
        .singleElement()
        .asString()
        .matches("  different: .*: price \\[unit public.items_01-\\d{4}, .*parquet, row group 0.*");
  }
}
