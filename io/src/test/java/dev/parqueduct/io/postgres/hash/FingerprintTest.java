package dev.parqueduct.io.postgres.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final HashScheme ONE = new HashScheme(HashMethod.RECORD, 1);
  private static final HashScheme TWO = new HashScheme(HashMethod.RECORD, 2);

  @Test
  void addsUpModuloTwoToThe64() {
    Fingerprint part = Fingerprint.of(TWO, 3, -1, 5);
    assertThat(part.sums()).containsExactly("ffffffffffffffff", "0000000000000005");
    assertThat(part.plus(part)).isEqualTo(Fingerprint.of(TWO, 6, -2, 10));
    assertThat(part.plus(Fingerprint.none(TWO))).isEqualTo(part);
  }

  @Test
  void doesNotAddUpWithOthers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fingerprint.none(ONE).plus(Fingerprint.none(TWO)));
    HashScheme other = new HashScheme(HashMethod.TEXT_CHAIN, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fingerprint.none(ONE).plus(Fingerprint.none(other)));
  }

  @Test
  void isJson() throws Exception {
    Fingerprint fingerprint = Fingerprint.of(TWO, 3, -1, 5);
    ObjectMapper mapper = new ObjectMapper();
    String json = mapper.writeValueAsString(fingerprint);
    assertThat(json)
        .isEqualTo(
            "{\"scheme\":{\"method\":\"RECORD\",\"sums\":2},\"rows\":3,"
                + "\"sums\":[\"ffffffffffffffff\",\"0000000000000005\"]}");
    assertThat(mapper.readValue(json, Fingerprint.class)).isEqualTo(fingerprint);
  }

  @Test
  void refusesWhatIsNoSum() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint(ONE, 1, List.of("xyz")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fingerprint(TWO, 1, List.of("0000000000000005")));
  }

  @Test
  void knowsWhatServersCan() {
    assertThat(HashMethod.ofServer(17)).isEqualTo(HashMethod.RECORD);
    assertThat(HashMethod.ofServer(13)).isEqualTo(HashMethod.TEXT_CHAIN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HashMethod.ofServer(10))
        .withMessageContaining("11 is the oldest");
  }

  @Test
  void quotesNamesAndFixesCollations() {
    PgType text = TypeSample.base(BaseType.TEXT);
    List<PgColumn> columns = List.of(new PgColumn("a \"b", text, false, Conversion.NONE));
    assertThat(FingerprintSql.of(columns, ONE, "UTF8").select("t"))
        .isEqualTo(
            "SELECT count(*), sum(hash_record_extended(ROW(int8send(hash_record_extended(ROW("
                + "\"a \"\"b\"::text COLLATE \"C\"), 0::bigint))), 0::bigint)) FROM t");
    assertThat(FingerprintSql.of(columns, ONE, "LATIN1").select("t"))
        .contains("textsend(\"a \"\"b\"::text)");
  }

  @Test
  void refusesTypesWithoutAFingerprint() {
    PgType matrix =
        new PgType.Array("odd[]", new PgType.Array("odd", TypeSample.base(BaseType.INT4), 1), 1);
    List<PgColumn> columns = List.of(new PgColumn("x", matrix, false, Conversion.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FingerprintSql.of(columns, ONE, "UTF8"))
        .withMessageContaining("odd[]");
  }
}
