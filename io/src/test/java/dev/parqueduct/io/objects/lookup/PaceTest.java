package dev.parqueduct.io.objects.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What bounds requests, by a clock that moves as the test says. */
class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  /** A moment as good as any for a clock that has no zero; sums of it must not matter. */
  private long now = Long.MAX_VALUE - 3 * SECOND;

  /** Permits that somebody gets who takes all there are, and then waits as he is told. */
  private int taken(RateRamp ramp, long nanos) {
    long end = now + nanos;
    int taken = 0;
    while (end - now > 0) {
      long wait = ramp.take(now);
      if (wait == 0) {
        taken++;
      } else {
        now += wait;
      }
    }
    return taken;
  }

  private int takenInASecondAfter(RateRamp ramp, long nanos) {
    now += nanos;
    int unused = taken(ramp, SECOND);
    return taken(ramp, SECOND);
  }

  @Test
  void requestsBeginAtTheStartRateAndDoubleEveryTwentyMinutes() {
    RateRamp ramp = new RateRamp(5000, now);

    int first = taken(ramp, SECOND);
    assertThat(first).isCloseTo(5000, Offset.offset(10));
    long almostTwenty = TimeUnit.MINUTES.toNanos(20) - 2 * SECOND;
    assertThat(takenInASecondAfter(ramp, almostTwenty)).isCloseTo(10_000, Offset.offset(20));
    assertThat(takenInASecondAfter(ramp, almostTwenty)).isCloseTo(20_000, Offset.offset(50));
  }

  @Test
  void atNoTimeAreThereMoreThanDoubleTheRequestsOfTwentyMinutesBefore() {
    RateRamp ramp = new RateRamp(50, now);
    int[] minutes = new int[65];
    for (int minute = 0; minute < minutes.length; minute++) {
      minutes[minute] = taken(ramp, TimeUnit.MINUTES.toNanos(1));
    }

    assertThat(minutes[0]).isCloseTo(50 * 60, Offset.offset(60));
    for (int minute = 20; minute < minutes.length; minute++) {
      assertThat(minutes[minute]).isLessThanOrEqualTo(2 * minutes[minute - 20] + 3);
    }
  }

  @Test
  void aPauseDoesNotSaveUpRequests() {
    RateRamp ramp = new RateRamp(5000, now);
    now += 10 * SECOND;

    int atOnce = 0;
    while (ramp.take(now) == 0) {
      atOnce++;
    }
    assertThat(atOnce).isBetween(250, 252);
  }

  @Test
  void aRateBelowOneASecondIsARate() {
    assertThat(taken(new RateRamp(0.5, now), 100 * SECOND)).isBetween(50, 54);
  }

  @Test
  void withoutARateThereIsNoLimit() {
    RateRamp ramp = new RateRamp(0, now);
    for (int i = 0; i < 100_000; i++) {
      assertThat(ramp.take(now)).isZero();
    }
  }

  /** So many answers, spread over so many windows of a tenth of a second. */
  private void answer(Concurrency concurrency, int windows, int ofAHundred) {
    for (int i = 0; i < windows * 100; i++) {
      now += MILLI;
      concurrency.answered(i % 100 < ofAHundred, now);
    }
  }

  @Test
  void fewerAreInFlightWhileTheStoreRefusesAndMoreWhenItAnswers() {
    Concurrency concurrency = new Concurrency(500, now);
    assertThat(concurrency.limit()).isEqualTo(500);

    answer(concurrency, 1, 100);
    assertThat(concurrency.limit()).isBetween(245, 260);
    answer(concurrency, 10, 100);
    assertThat(concurrency.limit()).isEqualTo(4);

    answer(concurrency, 10, 0);
    assertThat(concurrency.limit()).isBetween(90, 110);
    answer(concurrency, 50, 0);
    assertThat(concurrency.limit()).isEqualTo(500);
  }

  @Test
  void aStoreThatRefusesATenthIsNotBroughtToAStandstill() {
    Concurrency concurrency = new Concurrency(500, now);

    answer(concurrency, 1000, 10);

    assertThat(concurrency.limit()).isBetween(150, 250);
  }

  @Test
  void oneRefusalAmongFewAnswersIsNoReasonToSlowDown() {
    Concurrency concurrency = new Concurrency(500, now);
    now += SECOND;
    concurrency.answered(true, now);
    answer(concurrency, 10, 1);

    assertThat(concurrency.limit()).isEqualTo(500);
  }

  @Test
  void theLimitNeverPassesWhatWasGiven() {
    Concurrency concurrency = new Concurrency(2, now);
    answer(concurrency, 20, 100);
    assertThat(concurrency.limit()).isEqualTo(2);
    answer(concurrency, 20, 0);
    assertThat(concurrency.limit()).isEqualTo(2);
  }

  private int retries(RetryBudget budget) {
    int retries = 0;
    while (budget.take(now) == 0) {
      retries++;
    }
    return retries;
  }

  @Test
  void retriesAreHalfOfTheRequestsAndSomeASecond() {
    RetryBudget budget = new RetryBudget(500, now);
    assertThat(retries(budget)).isEqualTo(1000);
    for (int i = 0; i < 600; i++) {
      budget.firstRequest();
    }
    assertThat(retries(budget)).isEqualTo(300);

    assertThat(budget.take(now)).isEqualTo(SECOND / 50);
    now += SECOND;
    assertThat(retries(budget)).isEqualTo(50);

    now += 1000 * SECOND;
    assertThat(retries(budget)).isEqualTo(1000);
  }

  @Test
  void aRetryThatCouldNotBeSentIsGivenBack() {
    RetryBudget budget = new RetryBudget(500, now);
    int unused = retries(budget);
    budget.giveBack();

    assertThat(retries(budget)).isEqualTo(1);
  }

  @Test
  void waitsDoubleUpToHalfAMinuteAndAreAnythingBelowThat() {
    Backoff backoff = new Backoff(500);

    assertThat(backoff.millis(1, 0, 1)).isEqualTo(500);
    assertThat(backoff.millis(2, 0, 1)).isEqualTo(1000);
    assertThat(backoff.millis(6, 0, 1)).isEqualTo(16_000);
    assertThat(backoff.millis(7, 0, 1)).isEqualTo(32_000);
    assertThat(backoff.millis(1000, 0, 1)).isEqualTo(32_000);
    assertThat(backoff.millis(3, 0, 0)).isZero();
    assertThat(backoff.millis(3, 0, 0.25)).isEqualTo(500);
  }

  @Test
  void aStoreIsLeftAloneAsLongAsItAsksButNotForEver() {
    Backoff backoff = new Backoff(500);

    assertThat(backoff.millis(1, 7000, 0)).isEqualTo(7000);
    assertThat(backoff.millis(1, 7000, 1)).isEqualTo(7125);
    assertThat(backoff.millis(1, 86_400_000, 0)).isEqualTo(120_000);
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Instant moment = Instant.parse("2026-11-06T08:49:30Z");

    assertThat(RetryAfter.millis("120", moment)).isEqualTo(120_000);
    assertThat(RetryAfter.millis(" 0 ", moment)).isZero();
    assertThat(RetryAfter.millis("Fri, 06 Nov 2026 08:49:37 GMT", moment)).isEqualTo(7000);
    assertThat(RetryAfter.millis("Fri, 06 Nov 2026 08:49:00 GMT", moment)).isZero();
    assertThat(RetryAfter.millis("-5", moment)).isZero();
    assertThat(RetryAfter.millis("soon", moment)).isZero();
    assertThat(RetryAfter.millis("99999999999", moment)).isEqualTo(Integer.MAX_VALUE * 1000L);
  }
}
