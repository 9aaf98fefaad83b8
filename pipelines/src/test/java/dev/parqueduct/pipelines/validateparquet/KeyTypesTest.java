package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever rows can be ordered by when they are exported, their files pass. */
class KeyTypesTest extends ValidateAgainstFixture {
  private static final String[] ID_TYPES = {
    "bigint", "smallint", "int", "text", "char(6)", "uuid", "bytea"
  };

  @Test
  void namesAndFilesOfAllKeysPass() throws Exception {
    for (int i = 0; i < ID_TYPES.length; i++) {
      String type = ID_TYPES[i];
      String time = List.of("timestamp", "timestamptz", "date").get(i % 3);
      sql(
          "create table k" + i + " (at " + time + ", id " + type + ", n int)",
          "insert into k"
              + i
              + " select case when n % 13 > 0 then timestamp '1970-01-01 01:02:03.4567'"
              + " + (n / 3) * interval '2 years 1 day' end, case when n % 5 > 0 then "
              + id(type)
              + " end, n from generate_series(-40, 60) n",
          // Rows that no key tells apart.
          "insert into k" + i + " select * from k" + i + " where n % 2 = 0 or n < 0");
    }
    sql("insert into k0 values ('0044-03-15 BC', 1, 1)", "analyze");
    export("k?", "--timestampColumn=at", "--idColumn=id", "--rowsPerFile=6", "--unitBytes=8192");
    String out = done(validate()).out();
    for (int i = 0; i < ID_TYPES.length; i++) {
      assertThat(out).contains("safe to drop: public.k" + i + " (17");
    }
    String report = Files.readString(folder.resolve("results/_report.json"));
    assertThat(report).doesNotContain("\"equal\" : false");
    for (int i = 0; i < ID_TYPES.length; i++) {
      assertThat(report).containsPattern("\"part\" : \"file /[^,\"]*/public.k" + i + "/");
    }
    assertThat(report).containsPattern("\"part\" : \"files /[^\"]*, /");

    sql("update k5 set n = n + 1000 where n = 7");
    assertThat(failed(validate()).out())
        .containsPattern(
            "missing in the files: ctid .* \\[would be in unit public.k5-.*parquet\\]");
  }

  private static String id(String type) {
    return switch (type) {
      case "uuid" -> "md5(n::text)::uuid";
      case "bytea" -> "substr(sha256(n::text::bytea), 1, abs(n) % 9)";
      case "text" -> "repeat(chr(90 + n), abs(n) % 9)";
      default -> "n::" + type;
    };
  }
}
