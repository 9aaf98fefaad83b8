package dev.parqueduct.io.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTest {
  @Test
  void namesAndValuesAreOnOneLine() {
    assertThat(
            Event.of("unit_failed")
                .with("unit", "2-116")
                .with("rows", 12)
                .with("seconds", 1.5)
                .with("reason", "He said \"no\"\nand left")
                .with("nothing", ""))
        .hasToString(
            "event=unit_failed unit=2-116 rows=12 seconds=1.500 reason=\"He said 'no' and left\""
                + " nothing=\"\"");
  }
}
