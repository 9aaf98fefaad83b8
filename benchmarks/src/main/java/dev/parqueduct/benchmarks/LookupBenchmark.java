package dev.parqueduct.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.objects.lookup.Store;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a store for as many distinct keys a round as it is told, and prints a line a round: requests
 * a second, microseconds of CPU a request, and how many keys were found, absent and failed.
 *
 * <p>Arguments: the prefix, keys a round, rounds, keys in flight.
 */
public final class LookupBenchmark {
  private LookupBenchmark() {}

  public static void main(String[] args) throws Exception {
    int keys = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    LookupSettings settings =
        LookupSettings.of(args[0]).withMaxInFlight(Integer.parseInt(args[3])).withStartRate(0);
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Random random = new Random(1);
    try (SharedLookups client = SharedLookups.use(settings, Store.Access.PLAIN)) {
      for (int round = 0; round < rounds; round++) {
        String[] asked = new String[keys];
        for (int i = 0; i < keys; i++) {
          asked[i] = key(random);
        }
        Map<Answer.Kind, Integer> kinds = new EnumMap<>(Answer.Kind.class);
        long requests = client.lookups().counts().get("requests");
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        Queue<CompletableFuture<Answer>> open = new ArrayDeque<>();
        for (String key : asked) {
          open.add(client.lookups().ask(key));
          while (!open.isEmpty() && open.peek().isDone()) {
            kinds.merge(open.remove().join().kind(), 1, Integer::sum);
          }
        }
        while (!open.isEmpty()) {
          kinds.merge(open.remove().join().kind(), 1, Integer::sum);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (process.getProcessCpuTime() - cpu) / 1e9;
        Map<String, Long> counts = client.lookups().counts();
        System.out.println(
            String.format(
                Locale.ROOT,
                "round %d keys %d seconds %.3f cpu %.3f found %d absent %d failed %d requests %d",
                round,
                keys,
                seconds,
                cpuSeconds,
                kinds.getOrDefault(Answer.Kind.FOUND, 0),
                kinds.getOrDefault(Answer.Kind.ABSENT, 0),
                kinds.getOrDefault(Answer.Kind.FAILED, 0),
                counts.get("requests") - requests));
      }
    }
  }

  private static String key(Random random) {
    return String.format(
        Locale.ROOT, "%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt());
  }
}
