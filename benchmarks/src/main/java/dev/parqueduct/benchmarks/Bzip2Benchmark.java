package dev.parqueduct.benchmarks;

import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.bzip2.Bzip2Options;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Speed of bzip2 decoders on the same files: MB of output per CPU second and per second, medians of
 * rounds in which the decoders take turns, so that a busy machine treats them alike.
 *
 * <p>Arguments: {@code --decoders=NAME[:THREADS],...} out of fast, commons, bzip2 and lbzip2 (the
 * last two are programs and must be installed), {@code --rounds=N}, {@code --copies=N} to decode N
 * copies side by side, then files. CPU seconds are the whole process's: the program's, or this
 * JVM's with its compiler and garbage collector.
 */
public final class Bzip2Benchmark {

  private static final int WARM_UP_ROUNDS = 3;
  private static final int BUFFER = 1 << 16;
  private static final double NANOS = 1e9;

  private record Decoder(String name, int threads) {

    static Decoder parse(String text) {
      String[] parts = text.split(":", 2);
      return new Decoder(parts[0], parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
    }

    boolean inThisProcess() {
      return name.equals("fast") || name.equals("commons");
    }

    Bzip2Decoder open() {
      Bzip2Options options = Bzip2Options.defaults().withThreads(threads);
      return name.equals("fast")
          ? Bzip2Decoder.fast(options)
          : Bzip2Decoder.commonsCompress(options);
    }

    String command(Path file) {
      String program = name.equals("lbzip2") ? "lbzip2 -n" + threads : name;
      return program + " -dc '" + file + "' > /dev/null";
    }
  }

  private record Sample(double cpuSeconds, double seconds) {}

  private final List<Path> files;
  private final List<byte[]> inputs = new ArrayList<>();
  private final int copies;
  private long outputBytes;

  private Bzip2Benchmark(List<Path> files, int copies) throws IOException {
    this.files = files;
    this.copies = copies;
    for (Path file : files) {
      inputs.add(Files.readAllBytes(file));
    }
  }

  public static void main(String[] args) throws Exception {
    List<Path> files = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (String arg : args) {
      if (arg.startsWith("--")) {
        int equals = arg.indexOf('=');
        options.put(arg.substring(2, equals), arg.substring(equals + 1));
      } else {
        files.add(Path.of(arg));
      }
    }
    String names = options.getOrDefault("decoders", "fast,commons,bzip2,lbzip2");
    List<Decoder> decoders = Arrays.stream(names.split(",")).map(Decoder::parse).toList();
    int copies = Integer.parseInt(options.getOrDefault("copies", "1"));
    int rounds = Integer.parseInt(options.getOrDefault("rounds", "7"));
    new Bzip2Benchmark(files, copies).run(decoders, rounds);
  }

  private void run(List<Decoder> decoders, int rounds) throws Exception {
    outputBytes = 0;
    for (byte[] input : inputs) {
      outputBytes += copies * drain(Decoder.parse("fast").open(), input);
    }
    Map<Decoder, List<Sample>> samples = new LinkedHashMap<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Decoder decoder : decoders) {
        if (round < 0 && !decoder.inThisProcess()) {
          continue;
        }
        Sample sample = decoder.inThisProcess() ? measure(decoder) : measureProgram(decoder);
        if (round >= 0) {
          samples.computeIfAbsent(decoder, d -> new ArrayList<>()).add(sample);
        }
      }
    }
    print(samples);
  }

  private void print(Map<Decoder, List<Sample>> samples) {
    System.out.printf(
        "%d file(s) x %d, %.1f MB of output%n%n", files.size(), copies, outputBytes / 1e6);
    System.out.printf("%-12s %9s %8s %8s %8s%n", "decoder", "MB/CPU s", "ratio", "MB/s", "ratio");
    Sample reference = median(samples.values().iterator().next());
    samples.forEach(
        (decoder, list) -> {
          Sample sample = median(list);
          System.out.printf(
              "%-12s %9.1f %8.2f %8.1f %8.2f%n",
              decoder.name() + (decoder.threads() > 1 ? " x" + decoder.threads() : ""),
              outputBytes / 1e6 / sample.cpuSeconds(),
              reference.cpuSeconds() / sample.cpuSeconds(),
              outputBytes / 1e6 / sample.seconds(),
              reference.seconds() / sample.seconds());
        });
    System.out.println("\nratio: the decoder's speed divided by that of the first one");
  }

  private static Sample median(List<Sample> samples) {
    int middle = samples.size() / 2;
    return new Sample(
        samples.stream().mapToDouble(Sample::cpuSeconds).sorted().toArray()[middle],
        samples.stream().mapToDouble(Sample::seconds).sorted().toArray()[middle]);
  }

  private Sample measure(Decoder decoder) throws Exception {
    var process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    Callable<Long> decodeAll =
        () -> {
          long bytes = 0;
          for (byte[] input : inputs) {
            bytes += drain(decoder.open(), input);
          }
          return bytes;
        };
    inCopies(decodeAll);
    double seconds = (System.nanoTime() - start) / NANOS;
    return new Sample((process.getProcessCpuTime() - cpu) / NANOS, seconds);
  }

  private <T> List<T> inCopies(Callable<T> work) throws Exception {
    if (copies == 1) {
      return List.of(work.call());
    }
    ExecutorService threads = Executors.newFixedThreadPool(copies);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(Collections.nCopies(copies, work))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  private static long drain(Bzip2Decoder decoder, byte[] input) throws IOException {
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = decoder.open(new ByteArrayInputStream(input))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes += count;
      }
    }
    return bytes;
  }

  /**
   * Runs the program under the shell's {@code time}, which is the one way to learn a child's CPU
   * seconds.
   */
  private Sample measureProgram(Decoder decoder) throws Exception {
    StringBuilder script = new StringBuilder("set -e; TIMEFORMAT='%U %S'; time {");
    for (Path file : files) {
      script.append(' ').append(decoder.command(file)).append(';');
    }
    script.append(" }");
    long start = System.nanoTime();
    List<Double> cpuSeconds = inCopies(() -> runProgram(script.toString()));
    double seconds = (System.nanoTime() - start) / NANOS;
    return new Sample(cpuSeconds.stream().mapToDouble(Double::doubleValue).sum(), seconds);
  }

  private static double runProgram(String script) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String times = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (process.waitFor() != 0) {
        throw new IOException("failed: " + script + ": " + times);
      }
      String[] userAndSystem = times.split(" ");
      return Double.parseDouble(userAndSystem[0]) + Double.parseDouble(userAndSystem[1]);
    }
  }
}
