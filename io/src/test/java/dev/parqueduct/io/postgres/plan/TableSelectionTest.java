package dev.parqueduct.io.postgres.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.plan.Relation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSelectionTest {
  private static Relation table(String schema, String name) {
    return new Relation(1, schema, name, Kind.TABLE, schema.equals("public"));
  }

  private static boolean matches(String pattern, Relation relation) {
    return TablePattern.parse(pattern).matches(relation);
  }

  @Test
  void namesAreFoldedUnlessQuoted() {
    assertThat(matches("Orders", table("public", "orders"))).isTrue();
    assertThat(matches("\"Orders\"", table("public", "orders"))).isFalse();
    assertThat(matches("\"Orders\"", table("public", "Orders"))).isTrue();
    assertThat(matches("\"a.\"\"b*\"", table("public", "a.\"b*"))).isTrue();
    assertThat(matches("\"a*\"", table("public", "ab"))).isFalse();
  }

  @Test
  void withoutASchemaTheSearchPathDecides() {
    assertThat(matches("t", table("shop", "t"))).isFalse();
    assertThat(matches("shop.t", table("shop", "t"))).isTrue();
    assertThat(matches("*.t", table("shop", "t"))).isTrue();
    assertThat(matches("*.pg_class", table("pg_catalog", "pg_class"))).isFalse();
    assertThat(matches("*.pg_*", table("pg_catalog", "pg_class"))).isFalse();
    assertThat(matches("pg_catalog.pg_*", table("pg_catalog", "pg_class"))).isTrue();
  }

  @Test
  void patternsMeanNoViews() {
    Relation view = new Relation(1, "public", "v1", Kind.VIEW, true);
    assertThat(matches("v?", view)).isFalse();
    assertThat(matches("v1", view)).isTrue();
  }

  @Test
  void otherFormsAreRefused() {
    for (String wrong : List.of("a.b.c", "\"a", ".a", "a.")) {
      assertThatThrownBy(() -> TablePattern.parse(wrong)).as(wrong).hasMessageContaining(wrong);
    }
  }

  @Test
  void listsEndAtCommasOutsideOfQuotes() {
    assertThat(TableSelection.names(" a, \"b,c\".d ,,e")).containsExactly("a", "\"b,c\".d", "e");
    assertThat(TableSelection.namesInFile("# x\na # y\r\n\"b#c\", d#e\n\n"))
        .containsExactly("a", "\"b#c\"", "d");
  }

  @Test
  void queriesEndAtSemicolonsOutsideOfTextAndComments() {
    assertThat(
            NamedQuery.parse(
                "a = select ';', \"x;y\", $q$;$q$ -- end; of it\n from t; b=select 1 /* ; */;"))
        .containsExactly(
            new NamedQuery("a", "select ';', \"x;y\", $q$;$q$  \n from t"),
            new NamedQuery("b", "select 1 /* ; */"));
    assertThatThrownBy(() -> NamedQuery.parse("select 1")).hasMessageContaining("name=SELECT");
    assertThatThrownBy(() -> NamedQuery.parse("a=select 1; a=select 2"))
        .hasMessageContaining("two queries a");
  }

  @Test
  void cutsAreEvenAndDistinct() {
    assertThat(TablePlanner.cuts(List.of("a", "b", "c", "d", "e"), 2)).containsExactly("c");
    assertThat(TablePlanner.cuts(List.of("a", "a", "a", "d"), 3)).containsExactly();
    assertThat(TablePlanner.cuts(List.of("a", "b", "b", "b", "c"), 4)).containsExactly("b");
    assertThat(TablePlanner.cuts(List.of(), 4)).isEmpty();
  }

  @Test
  void fileNamesOfOddTablesDiffer() {
    assertThat(SqlNames.fileName("public.items_01")).isEqualTo("public.items_01");
    assertThat(SqlNames.fileName("a/b")).matches("a-b-[0-9a-f]{12}");
    assertThat(SqlNames.fileName("a b")).isNotEqualTo(SqlNames.fileName("a/b"));
    assertThat(SqlNames.fileName("../x")).doesNotStartWith(".");
  }
}
