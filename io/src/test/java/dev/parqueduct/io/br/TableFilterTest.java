package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableFilterTest {
  @TempDir Path folder;

  private static JsonNode golden(String section) throws IOException {
    return new JsonMapper()
        .readTree(TableFilterTest.class.getResource("table_filter.json"))
        .path(section);
  }

  static Stream<JsonNode> matchTable() throws IOException {
    return StreamSupport.stream(golden("match_table").spliterator(), false);
  }

  static Stream<JsonNode> matchSchema() throws IOException {
    return StreamSupport.stream(golden("match_schema").spliterator(), false);
  }

  static Stream<JsonNode> parseFailures() throws IOException {
    return StreamSupport.stream(golden("parse_failures").spliterator(), false);
  }

  private static List<String> rules(JsonNode golden) {
    List<String> rules = new ArrayList<>();
    golden.path("rules").forEach(rule -> rules.add(rule.asText()));
    return rules;
  }

  @Test
  void allOfTidbsRulesAreTried() throws IOException {
    assertThat(golden("match_table")).hasSize(21);
    assertThat(golden("match_schema")).hasSize(8);
    assertThat(golden("parse_failures")).hasSize(17);
    int checks = 0;
    for (JsonNode rules : golden("match_table")) {
      checks += rules.path("tables").size();
    }
    assertThat(checks).isEqualTo(80);
  }

  @ParameterizedTest
  @MethodSource("matchTable")
  void choosesTablesAsTidbDoes(JsonNode golden) {
    TableFilter exact = TableFilter.parse(rules(golden), LetterCase.SIGNIFICANT);
    TableFilter folding = TableFilter.parse(rules(golden));

    for (JsonNode check : golden.path("tables")) {
      String db = check.path("schema").asText();
      String table = check.path("table").asText();
      assertThat(exact.matches(db, table))
          .as("%s", check)
          .isEqualTo(check.path("case_sensitive").asBoolean());
      assertThat(folding.matches(db, table))
          .as("%s", check)
          .isEqualTo(check.path("case_insensitive").asBoolean());
    }
  }

  @ParameterizedTest
  @MethodSource("matchSchema")
  void choosesDatabasesAsTidbDoes(JsonNode golden) {
    TableFilter exact = TableFilter.parse(rules(golden), LetterCase.SIGNIFICANT);
    TableFilter folding = TableFilter.parse(rules(golden));

    for (JsonNode check : golden.path("schemas")) {
      String db = check.path("schema").asText();
      assertThat(exact.matchesSchema(db))
          .as("%s", check)
          .isEqualTo(check.path("case_sensitive").asBoolean());
      assertThat(folding.matchesSchema(db))
          .as("%s", check)
          .isEqualTo(check.path("case_insensitive").asBoolean());
    }
  }

  @ParameterizedTest
  @MethodSource("parseFailures")
  void refusesWhatTidbRefuses(JsonNode golden) throws IOException {
    String rule = golden.path("rule").asText();
    String message = golden.path("message_regex").asText();

    assertThatThrownBy(() -> TableFilter.parse(List.of("a.b", rule)))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("at <cmdline>:2: ")
        .hasMessageMatching("(?s)" + message);

    Path file = Files.writeString(folder.resolve("rules"), "# some\n\n" + rule + "\n");
    assertThatThrownBy(() -> TableFilter.parse(List.of("@" + file)))
        .hasMessageStartingWith("at " + file + ":3: ");
  }

  @Test
  void importsRulesFromFiles() throws IOException {
    Path file =
        Files.writeString(folder.resolve("rules"), "# all of\r\nshop.*\r\n\n \t!shop.tmp*\t");
    TableFilter filter = TableFilter.parse(List.of("*.users", "@" + file, "shop.tmp_kept"));

    assertThat(filter.matches("shop", "orders")).isTrue();
    assertThat(filter.matches("shop", "tmp1")).isFalse();
    assertThat(filter.matches("shop", "tmp_kept")).isTrue();
    assertThat(filter.matches("crm", "users")).isTrue();
    assertThat(filter.matches("crm", "orders")).isFalse();
  }

  @Test
  void refusesFilesThatImportFilesAndFilesThatAreNotThere() throws IOException {
    Path file = Files.writeString(folder.resolve("rules"), "a.b\n@other");

    assertThatThrownBy(() -> TableFilter.parse(List.of("@" + file)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("at " + file + ":2: importing");
    assertThatThrownBy(() -> TableFilter.parse(List.of("@" + folder.resolve("none"))))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("Cannot read the table filter file " + folder.resolve("none"));
  }

  @Test
  void signsOfRe2StandForThemselvesInCharacterClasses() {
    TableFilter filter = TableFilter.parse(List.of("a.[[^&-]"));

    assertThat(filter.matches("a", "[")).isTrue();
    assertThat(filter.matches("a", "^")).isTrue();
    assertThat(filter.matches("a", "-")).isTrue();
    assertThat(filter.matches("a", "b")).isFalse();
  }

  @Test
  void anExpressionMayHoldASlashAndMayMatchAnywhere() {
    TableFilter filter = TableFilter.parse(List.of("/x\\/y/.*"));

    assertThat(filter.matches("ax/yb", "t\nu")).isTrue();
    assertThat(filter.matches("xy", "t")).isFalse();
  }

  @Test
  void leavesTheSystemOutByDefault() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(TableFilter.defaultForExport());
    TableFilter filter =
        (TableFilter)
            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(filter.matches("shop", "orders")).isTrue();
    for (String system :
        List.of(
            "mysql",
            "SYS",
            "information_schema",
            "Performance_Schema",
            "metrics_schema",
            "inspection_schema",
            "__TiDB_BR_Temporary_mysql")) {
      assertThat(filter.matches(system, "t")).as(system).isFalse();
      assertThat(filter.matchesSchema(system)).as(system).isFalse();
    }
    assertThat(DatabaseName.of("__TiDB_BR_Temporary_mysql")).isEqualTo("mysql");
    assertThat(DatabaseName.of("shop")).isEqualTo("shop");
  }

  @Test
  void listsAreCutAtCommasOutsideOfNames() {
    assertThat(TableSelection.rules(" shop.*, !shop.log ,,"))
        .containsExactly("shop.*", "!shop.log");
    assertThat(TableSelection.rules("/a{1,2}\\/,/./x,y/,\"a,\"\"b\".`c,d`,e[,;].f,@/etc/a b,g.h"))
        .containsExactly("/a{1,2}\\/,/./x,y/", "\"a,\"\"b\".`c,d`", "e[,;].f", "@/etc/a b", "g.h");
    assertThat(TableSelection.rules("\"a,b.c")).containsExactly("\"a", "b.c");
  }
}
