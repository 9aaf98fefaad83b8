package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OutputNameTest {
  @Test
  void lettersDigitsAndUnderscoresStay() {
    assertThat(OutputName.of("Orders_2024")).isEqualTo("Orders_2024");
    assertThat(OutputName.of("_")).isEqualTo("_");
  }

  @Test
  void otherCharactersBecomeUnderscoresAndTheNameGetsItsHash() {
    assertThat(OutputName.of("my table")).matches("my_table_[0-9a-f]{8}");
    assertThat(OutputName.of("../../etc")).matches("______etc_[0-9a-f]{8}");
    assertThat(OutputName.of("größe")).matches("gr__e_[0-9a-f]{8}");
    // The beginning of SHA-256 of nothing.
    assertThat(OutputName.of("")).isEqualTo("_e3b0c442");
  }

  @Test
  void namesThatDifferStayDifferent() {
    Set<String> folders = new TreeSet<>();
    for (String name : new String[] {"a b", "a.b", "a/b", "a_b", "a-b", "ä b", "a\u0000b"}) {
      assertThat(folders.add(OutputName.of(name))).as(name).isTrue();
    }
    assertThat(OutputName.of("a b")).isEqualTo(OutputName.of("a b"));
  }
}
