package dev.parqueduct.benchmarks;

import dev.parqueduct.io.sst.PureSstReader;
import dev.parqueduct.io.sst.RocksDbSstReader;
import dev.parqueduct.io.sst.SstCursor;
import dev.parqueduct.io.sst.SstReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Speed of readers on one SST: MB of keys and values per CPU second and per second, medians of
 * rounds in which the readers take turns. The file lies in the page cache.
 *
 * <p>Arguments: {@code --compression}, {@code --checksum}, {@code --megabytes} of keys and values,
 * {@code --rounds}, {@code --readers} out of pure, rocksdb and sst_dump.
 */
public final class SstReaderBenchmark {
  private static final int WARM_UP_ROUNDS = 2;
  private static final double NANOS = 1e9;

  private record Sample(double cpuSeconds, double seconds) {}

  private record Contents(long entries, long bytes, long checksum) {}

  private final Path file;
  private Contents contents = new Contents(0, 0, 0);

  private SstReaderBenchmark(Path file) {
    this.file = file;
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> options = new LinkedHashMap<>();
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (!arg.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException("not an option: " + arg);
      }
      options.put(arg.substring(2, equals), arg.substring(equals + 1));
    }
    Path file = Files.createTempFile("rows", ".sst");
    try {
      SstRows.write(
          file,
          options.getOrDefault("compression", "zstd"),
          options.getOrDefault("checksum", "crc32c"),
          Long.parseLong(options.getOrDefault("megabytes", "300")) * 1_000_000);
      List<String> readers =
          List.of(options.getOrDefault("readers", "pure,rocksdb,sst_dump").split(","));
      int rounds = Integer.parseInt(options.getOrDefault("rounds", "5"));
      new SstReaderBenchmark(file).run(readers, rounds);
    } finally {
      Files.delete(file);
    }
  }

  private void run(List<String> readers, int rounds) throws Exception {
    try (SstCursor cursor = open("pure")) {
      contents = digest(cursor);
    }
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    for (String reader : readers) {
      if (reader.equals("sst_dump") && !installed(reader)) {
        System.out.println("sst_dump is not installed, and is left out");
      } else if (!reader.equals("sst_dump")) {
        compare(reader);
        samples.put(reader, new ArrayList<>());
      } else {
        samples.put(reader, new ArrayList<>());
      }
    }
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Map.Entry<String, List<Sample>> entry : samples.entrySet()) {
        boolean program = entry.getKey().equals("sst_dump");
        Sample sample = program ? measureProgram(entry.getKey()) : measure(entry.getKey());
        if (round >= 0) {
          entry.getValue().add(sample);
        }
      }
    }
    print(samples);
  }

  private SstCursor open(String reader) throws IOException {
    SstReader chosen =
        switch (reader) {
          case "pure" -> new PureSstReader();
          case "rocksdb" -> new RocksDbSstReader();
          default -> throw new IllegalArgumentException("unknown reader " + reader);
        };
    return chosen.open(FileChannel.open(file), file.toString());
  }

  private void compare(String reader) throws IOException {
    try (SstCursor cursor = open(reader)) {
      Contents read = digest(cursor);
      if (!read.equals(contents)) {
        throw new IOException(reader + " reads " + read + ", pure " + contents);
      }
    }
  }

  private static Contents digest(SstCursor cursor) throws IOException {
    CRC32C crc = new CRC32C();
    long entries = 0;
    long bytes = 0;
    while (cursor.next()) {
      crc.update(cursor.key(), 0, cursor.keyLength());
      crc.update(cursor.value(), cursor.valueOffset(), cursor.valueLength());
      entries++;
      bytes += cursor.keyLength() + cursor.valueLength();
    }
    return new Contents(entries, bytes, crc.getValue());
  }

  private Sample measure(String reader) throws IOException {
    var process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = process.getProcessCpuTime();
    long start = System.nanoTime();
    long bytes = 0;
    try (SstCursor cursor = open(reader)) {
      while (cursor.next()) {
        bytes += cursor.keyLength() + cursor.valueLength();
      }
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    if (bytes != contents.bytes()) {
      throw new IOException(reader + " read " + bytes + " bytes of " + contents.bytes());
    }
    return new Sample((process.getProcessCpuTime() - cpu) / NANOS, seconds);
  }

  private static boolean installed(String program) throws IOException, InterruptedException {
    return new ProcessBuilder("bash", "-c", "command -v " + program + " >/dev/null")
            .start()
            .waitFor()
        == 0;
  }

  /** The shell's {@code time} is the one way to learn a child's CPU seconds. */
  private Sample measureProgram(String program) throws IOException, InterruptedException {
    String script =
        "set -e; TIMEFORMAT='%U %S %R'; time "
            + program
            + " --file='"
            + file
            + "' --command=scan --verify_checksum >/dev/null 2>&1";
    Process process = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String times = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (process.waitFor() != 0) {
        throw new IOException("failed: " + script + ": " + times);
      }
      String[] fields = times.split(" ");
      return new Sample(
          Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]),
          Double.parseDouble(fields[2]));
    }
  }

  private void print(Map<String, List<Sample>> samples) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%d entries, %.1f MB of keys and values, %.1f MB stored%n%n",
        contents.entries(),
        contents.bytes() / 1e6,
        Files.size(file) / 1e6);
    System.out.printf("%-10s %9s %8s %8s %8s%n", "reader", "MB/CPU s", "ratio", "MB/s", "ratio");
    Sample reference = median(samples.values().iterator().next());
    samples.forEach(
        (reader, list) -> {
          Sample sample = median(list);
          System.out.printf(
              Locale.ROOT,
              "%-10s %9.1f %8.2f %8.1f %8.2f%n",
              reader,
              contents.bytes() / 1e6 / sample.cpuSeconds(),
              reference.cpuSeconds() / sample.cpuSeconds(),
              contents.bytes() / 1e6 / sample.seconds(),
              reference.seconds() / sample.seconds());
        });
    System.out.println("\nratio: the reader's speed divided by that of the first one");
  }

  private static Sample median(List<Sample> samples) {
    int middle = samples.size() / 2;
    return new Sample(
        samples.stream().mapToDouble(Sample::cpuSeconds).sorted().toArray()[middle],
        samples.stream().mapToDouble(Sample::seconds).sorted().toArray()[middle]);
  }
}
