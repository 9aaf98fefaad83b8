package dev.parqueduct.io.objects.lookup;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a client has done so far. */
final class LookupCounts {
  final LongAdder asked = new LongAdder();
  final LongAdder remembered = new LongAdder();
  final LongAdder requests = new LongAdder();
  final LongAdder retries = new LongAdder();
  final LongAdder pushBacks = new LongAdder();
  final LongAdder found = new LongAdder();
  final LongAdder absent = new LongAdder();
  final LongAdder failed = new LongAdder();

  Map<String, Long> snapshot() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("keys_asked", asked.sum());
    counts.put("answers_remembered", remembered.sum());
    counts.put("requests", requests.sum());
    counts.put("retries", retries.sum());
    counts.put("push_backs", pushBacks.sum());
    counts.put("found", found.sum());
    counts.put("absent", absent.sum());
    counts.put("failed", failed.sum());
    return counts;
  }

  void add(Answer answer) {
    switch (answer.kind()) {
      case FOUND -> found.increment();
      case ABSENT -> absent.increment();
      case FAILED -> failed.increment();
    }
  }
}
