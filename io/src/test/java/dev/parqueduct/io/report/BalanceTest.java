package dev.parqueduct.io.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private static final Balance SOUND = new Balance(10, 3, 2, 1, Map.of("a", 3L, "b", 1L));

  @Test
  void addsUpWhenEveryRowIsInOneCount() {
    assertThat(SOUND.addsUp()).isTrue();
    assertThat(SOUND.rejected()).isEqualTo(4);
    assertThat(Balance.ZERO.addsUp()).isTrue();
    assertThatCode(() -> SOUND.check("unit x")).doesNotThrowAnyException();
  }

  @Test
  void aRowTooManyOrTooFewFailsTheVerification() {
    for (Balance unsound : new Balance[] {SOUND.withWritten(2), SOUND.withDuplicates(3)}) {
      assertThatThrownBy(() -> unsound.check("unit x"))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              e -> assertThat(e.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED))
          .hasMessageContaining("The rows of unit x do not add up: 10 read");
    }
  }

  @Test
  void sumsAddReasonByReason() {
    assertThat(SOUND.plus(new Balance(5, 1, 1, 1, Map.of("b", 1L, "c", 1L))))
        .isEqualTo(new Balance(15, 4, 3, 2, Map.of("a", 3L, "b", 2L, "c", 1L)));
  }

  @Test
  void isTheSameAfterAWayThroughJson() throws IOException {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsBytes(SOUND), Balance.class)).isEqualTo(SOUND);
  }
}
