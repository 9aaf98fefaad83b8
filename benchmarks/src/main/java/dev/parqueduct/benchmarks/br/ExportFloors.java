package dev.parqueduct.benchmarks.br;

import com.sun.management.OperatingSystemMXBean;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.parquet.RowWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * What an export cannot be faster than, on as many threads: {@code read BACKUP} reads every entry
 * of its SSTs with RocksDB, {@code write EXPORT SCRATCH} writes as many rows of the same columns as
 * the export holds with the Parquet writer, from arrays of the first file of each table. Prints
 * seconds and CPU seconds; what comes before (starting, filling the arrays) does not count.
 */
public final class ExportFloors {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  private ExportFloors() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "read" -> read(Path.of(arguments[1]));
      case "write" -> write(Path.of(arguments[1]), Path.of(arguments[2]));
      default -> throw new IllegalArgumentException("read BACKUP or write EXPORT SCRATCH");
    }
  }

  private static void read(Path backup) throws Exception {
    RocksDB.loadLibrary();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Path file : files(backup, ".sst")) {
      tasks.add(() -> readSst(file));
    }
    run(tasks);
  }

  private static long readSst(Path file) throws RocksDBException {
    long bytes = 0;
    try (Options options = new Options();
        ReadOptions read = new ReadOptions();
        SstFileReader reader = new SstFileReader(options)) {
      reader.open(file.toString());
      try (SstFileReaderIterator entries = reader.newIterator(read)) {
        for (entries.seekToFirst(); entries.isValid(); entries.next()) {
          bytes += entries.key().length + entries.value().length;
        }
        entries.status();
      }
    }
    return bytes;
  }

  private static void write(Path export, Path scratch) throws Exception {
    Map<Path, List<Path>> byTable = new TreeMap<>();
    for (Path file : files(export, ".parquet")) {
      byTable.computeIfAbsent(file.getParent(), t -> new ArrayList<>()).add(file);
    }
    List<Callable<Long>> tasks = new ArrayList<>();
    for (List<Path> files : byTable.values()) {
      MemoryTable table = MemoryTable.read(files.get(0));
      for (Path file : files) {
        long rows = rows(file);
        Path target = scratch.resolve("floor-" + tasks.size() + ".parquet");
        tasks.add(() -> writeFile(table, rows, target));
      }
    }
    run(tasks);
  }

  private static long rows(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return reader.getRecordCount();
    }
  }

  private static long writeFile(MemoryTable table, long rows, Path target) throws IOException {
    try (BufferedOutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        RowWriter writer = RowWriter.to(out, table.schema()).compression(Compression.ZSTD).open()) {
      for (long row = 0; row < rows; row++) {
        table.write((int) (row % table.rows()), writer);
        writer.endRow();
      }
      return writer.finish().rows();
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private static void run(List<Callable<Long>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long start = System.nanoTime();
    long cpuStart = cpuNanos();
    try {
      for (Future<Long> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdown();
    }
    System.out.printf(
        Locale.ROOT,
        "%.3f %.3f%n",
        (System.nanoTime() - start) / 1e9,
        (cpuNanos() - cpuStart) / 1e9);
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> path.toString().endsWith(ending))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }
}
