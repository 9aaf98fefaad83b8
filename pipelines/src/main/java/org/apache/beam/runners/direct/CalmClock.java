package org.apache.beam.runners.direct;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.joda.time.Instant;

/**
 * Tells the time, and makes the driver wait when it asks without a pause and without anything
 * happening, longer each time, up to two milliseconds: short beside a bundle that is worth its
 * overhead, long beside a round of the driver.
 *
 * <p>The driver holds a lock as it asks, which the end of a bundle needs. So it must not wait while
 * bundles end one after the other, of which each asks the time too. A round of the driver asks once
 * for each transform and more, the end of a bundle a few times: that tells them apart. In a graph
 * of a few transforms nothing does, and the driver waits all the same.
 */
final class CalmClock implements Clock {
  /** Several rounds of the driver. */
  private static final int CALLS = 256;

  /** Whoever asks less often before another thread does is no driver, if another was before. */
  private static final int ROUND_CALLS = 8;

  /** Calls that take longer than this do something between them. */
  private static final long RAPID_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Clock clock = NanosOffsetClock.create();
  private Thread caller;
  private int inTurn;
  private int turnBefore;
  private int calls;
  private long since;
  private long nextPause = SHORTEST_NANOS;

  @Override
  public Instant now() {
    long pause = pauseAt(System.nanoTime(), Thread.currentThread());
    if (pause > 0) {
      LockSupport.parkNanos(pause);
    }
    return clock.now();
  }

  /** How long the caller is to wait, in nanoseconds. */
  synchronized long pauseAt(long now, Thread newCaller) {
    if (caller != newCaller) {
      if (inTurn < ROUND_CALLS && turnBefore >= ROUND_CALLS) {
        calls = 0;
        since = now;
        nextPause = SHORTEST_NANOS;
      }
      caller = newCaller;
      turnBefore = inTurn;
      inTurn = 0;
    }
    inTurn++;
    calls++;
    if (calls < CALLS) {
      return 0;
    }
    boolean rapid = now - since < RAPID_NANOS;
    nextPause = rapid ? Math.min(2 * nextPause, LONGEST_NANOS) : SHORTEST_NANOS;
    calls = 0;
    since = rapid ? now + nextPause : now;
    return rapid ? nextPause : 0;
  }
}
