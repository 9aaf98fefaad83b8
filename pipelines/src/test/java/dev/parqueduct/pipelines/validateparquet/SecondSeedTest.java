package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The second sum, from the export to the drop. */
class SecondSeedTest extends ValidateAgainstFixture {
  private static final String SECOND = "record:2545f4914f6cdd1d";

  @Test
  void isInTheLedgerAndComparedAtEachLevel() throws Exception {
    createItems();
    export(
        "items_01",
        Stream.concat(Stream.of(ORDERED), Stream.of("--secondSeed")).toArray(String[]::new));
    Path entry = archive.resolve("_ledger/units/public.items_01-0000.json");
    assertThat(entry).content().contains("\"record\" : \"", "\"" + SECOND + "\" : \"");
    for (String option : List.of("--secondSeed=false", "--secondSeed")) {
      assertThat(done(validate(option)).out())
          .containsPattern("safe to drop: public.items_01 \\(.*fingerprint \\w{16} \\w{16}\\)");
    }

    String json = Files.readString(entry);
    int sum = json.indexOf(SECOND) + SECOND.length() + 5;
    char other = json.charAt(sum) == '0' ? '1' : '0';
    Files.writeString(entry, json.substring(0, sum) + other + json.substring(sum + 1));
    assertThat(failed(validate()).out())
        .contains("fingerprint " + SECOND + ": the ledger says " + other);
    Files.writeString(entry, json);

    sql("update items set n = n where n = 1");
    assertThat(done(validate("--certify=drop", "--confirmTable=" + TABLE)).out())
        .containsPattern(
            "dropped: public.items_01 \\(1400 rows, fingerprint \\w{16} \\w{16}, equal");
  }
}
