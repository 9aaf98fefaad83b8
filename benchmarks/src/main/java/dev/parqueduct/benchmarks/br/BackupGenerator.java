package dev.parqueduct.benchmarks.br;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.br.testing.SstOptions;
import dev.parqueduct.io.br.testing.StoredFile;
import dev.parqueduct.io.br.testing.TidbMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Makes a large backup of three tables, and truth.json with what a correct export of it adds up to.
 * The same arguments give the same bytes.
 *
 * <p>Arguments: {@code --output DIR}, {@code --rows N} (1000000), {@code --sstBytes B} (64 MB),
 * {@code --seed S} (1), {@code --compression zstd|lz4|snappy|none}, {@code --threads T} (one a
 * processor).
 */
public final class BackupGenerator {
  private static final String DATABASE = "shop";
  private static final long DEFAULT_SST_BYTES = 64L << 20;

  private record Settings(
      Path output, long rows, long sstBytes, long seed, SstOptions sst, int threads) {
    static Settings parse(String[] arguments) {
      Map<String, String> named = new HashMap<>();
      for (int i = 0; i < arguments.length; i++) {
        String[] parts = arguments[i].replaceFirst("^--", "").split("=", 2);
        if (parts.length == 2) {
          named.put(parts[0], parts[1]);
        } else if (++i < arguments.length) {
          named.put(parts[0], arguments[i]);
        }
      }
      if (!named.containsKey("output")) {
        throw new IllegalArgumentException("--output DIR is needed");
      }
      String compression = named.getOrDefault("compression", "zstd").toUpperCase(Locale.ROOT);
      int processors = Runtime.getRuntime().availableProcessors();
      return new Settings(
          Path.of(named.get("output")),
          Long.parseLong(named.getOrDefault("rows", "1000000")),
          Long.parseLong(named.getOrDefault("sstBytes", Long.toString(DEFAULT_SST_BYTES))),
          Long.parseLong(named.getOrDefault("seed", "1")),
          SstOptions.DEFAULT.with(SstOptions.Compression.valueOf(compression)),
          Integer.parseInt(named.getOrDefault("threads", Integer.toString(processors))));
    }
  }

  private final Settings settings;
  private final List<StoredFile> files = new ArrayList<>();
  private final ObjectNode truth = new ObjectMapper().createObjectNode();

  private BackupGenerator(Settings settings) {
    this.settings = settings;
  }

  public static void main(String[] arguments) throws Exception {
    try {
      new BackupGenerator(Settings.parse(arguments)).run();
    } catch (IllegalArgumentException e) {
      System.err.println("br_backup_generator: " + e.getMessage());
      System.exit(2);
    }
  }

  private void run() throws IOException, InterruptedException, ExecutionException {
    requireEmpty(settings.output());
    long start = System.nanoTime();
    List<GeneratedTable> tables = List.of(new Users(), new Orders(), new Events());
    truth.put("database", DATABASE).put("rows", settings.rows()).put("seed", settings.seed());
    ObjectNode byTable = truth.putObject("tables");
    long left = settings.rows();
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      for (GeneratedTable each : tables) {
        boolean last = each == tables.get(tables.size() - 1);
        long rows = last ? left : settings.rows() * each.percent() / 100;
        left -= rows;
        generate(each, rows, threads, byTable.putObject(each.table().name()));
      }
    } finally {
      threads.shutdown();
    }
    TidbMeta.write(
        settings.output(), DATABASE, tables.stream().map(GeneratedTable::table).toList(), files);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(settings.output().resolve("truth.json").toFile(), truth);
    report((System.nanoTime() - start) / 1e9);
  }

  private void generate(GeneratedTable table, long rows, ExecutorService threads, ObjectNode into)
      throws IOException, InterruptedException, ExecutionException {
    RowRanges ranges = new RowRanges(table, settings.output(), settings.sst(), settings.seed());
    long rowsPerSst = ranges.rowsFor(settings.sstBytes());
    List<Future<RowRanges.Written>> units = new ArrayList<>();
    for (long from = 1; from <= rows; from += rowsPerSst) {
      long first = from;
      long end = Math.min(rows + 1, from + rowsPerSst);
      units.add(threads.submit(() -> ranges.write(first, end, end == rows + 1)));
    }
    Sums total = table.sums();
    for (Future<RowRanges.Written> unit : units) {
      files.addAll(unit.get().files());
      total.add(unit.get().sums());
    }
    into.put("rows", rows);
    ObjectNode sums = into.putObject("sums");
    String[] expressions = total.expressions();
    for (int i = 0; i < expressions.length; i++) {
      sums.put(expressions[i], total.total(i));
    }
  }

  private void report(double seconds) {
    long bytes = files.stream().mapToLong(StoredFile::size).sum();
    System.out.printf(
        Locale.ROOT,
        "%,d rows, %,d files, %,d bytes in %.1f s: %,.0f rows/s%n",
        settings.rows(),
        files.size(),
        bytes,
        seconds,
        settings.rows() / seconds);
  }

  private static void requireEmpty(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new IllegalArgumentException(folder + " is not empty");
      }
    }
  }
}
