package org.apache.beam.runners.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CalmClockTest {
  private static final long MICROSECOND = 1_000;
  private static final long MILLISECOND = 1_000_000;

  /** Calls in a round of the driver. */
  private static final int ROUND = 25;

  private final CalmClock clock = new CalmClock();
  private final Thread driver = new Thread("driver");
  private final Thread worker = new Thread("worker");
  private long now;

  /** Asks as often as some rounds do, and returns the longest pause. */
  private long ask(int rounds) {
    long longest = 0;
    for (int i = 0; i < rounds * ROUND; i++) {
      long pause = clock.pauseAt(now, driver);
      now += pause + MICROSECOND;
      longest = Math.max(longest, pause);
    }
    return longest;
  }

  @Test
  void makesADriverWaitLongerAndLonger() {
    assertThat(ask(12)).isBetween(1L, MILLISECOND);
    assertThat(ask(200)).isEqualTo(2 * MILLISECOND);
  }

  @Test
  void doesNotHoldUpBundlesThatEndOneAfterTheOther() {
    long waited = 0;
    for (int bundle = 0; bundle < 100; bundle++) {
      waited += ask(3);
      for (int i = 0; i < 3; i++) {
        assertThat(clock.pauseAt(now, worker)).isZero();
      }
    }
    assertThat(waited).isZero();
  }

  @Test
  void waitsAgainOnceNoBundleEnds() {
    ask(200);
    clock.pauseAt(now, worker);
    assertThat(ask(3)).isZero();
    assertThat(ask(200)).isEqualTo(2 * MILLISECOND);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, ROUND})
  void makesADriverWaitThatChangesThreads(int callsInRound) {
    long longest = 0;
    for (int round = 0; round < 1500; round++) {
      for (int i = 0; i < callsInRound; i++) {
        long pause = clock.pauseAt(now, round % 2 == 0 ? driver : worker);
        now += pause + MICROSECOND;
        longest = Math.max(longest, pause);
      }
    }
    assertThat(longest).isEqualTo(2 * MILLISECOND);
  }

  @Test
  void letsADriverGoOnThatDoesSomethingBetween() {
    for (int i = 0; i < 5000; i++) {
      assertThat(clock.pauseAt(now, driver)).isZero();
      now += 100 * MICROSECOND;
    }
  }
}
