package org.apache.beam.runners.direct;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.joda.time.Instant;

/**
 * Tells the time, and makes whoever asks without a pause wait, longer each time, up to two
 * milliseconds: short beside a bundle that is worth its overhead, long beside a round of the
 * driver.
 */
final class CalmClock implements Clock {
  /** A round of the driver asks about twice a transform, so this is a round or two. */
  private static final int CALLS = 64;

  /** Calls that take longer than this do something between them. */
  private static final long RAPID_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Clock clock = NanosOffsetClock.create();
  private int calls;
  private long since = System.nanoTime();
  private long nextPause = SHORTEST_NANOS;

  @Override
  public Instant now() {
    long pause = pauseAt(System.nanoTime());
    if (pause > 0) {
      LockSupport.parkNanos(pause);
    }
    return clock.now();
  }

  private synchronized long pauseAt(long now) {
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
