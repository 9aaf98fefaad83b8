package dev.parqueduct.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.parquet.ParquetIO;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/**
 * CPU time and file size of Parquet writers: this project's, Beam's ParquetIO sink with Avro
 * records, and parquet-java's column writers, tuned. One thread writes the same rows from memory
 * with zstd to a stream that only counts. Rounds are interleaved, the first ones are thrown away,
 * medians are printed.
 *
 * <p>Arguments: rows (500000), rounds (7).
 */
public final class ParquetWriterBenchmark {
  private static final int WARM_UP = 2;

  private ParquetWriterBenchmark() {}

  private interface Contestant {
    void write(WriterRows rows, Counter out) throws IOException;
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }

  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 500_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 7;
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put("parqueduct", ParquetWriterBenchmark::writeOurs);
    contestants.put("Beam ParquetIO.sink", ParquetWriterBenchmark::writeBeam);
    contestants.put("  of which making records", ParquetWriterBenchmark::makeRecords);
    contestants.put("parquet-java columns", ParquetWriterBenchmark::writeColumns);
    compare(new DataItemRows(count), contestants, rounds);
    compare(new FeedRows(count), contestants, rounds);
  }

  private static void compare(WriterRows rows, Map<String, Contestant> contestants, int rounds)
      throws IOException {
    System.out.printf(Locale.ROOT, "%s, %,d rows%n", rows.name(), rows.count());
    System.out.println(
        "writer                       CPU s/M rows  with GC, JIT   bytes/row   times the CPU");
    Map<String, double[]> times = new LinkedHashMap<>();
    Map<String, double[]> processTimes = new LinkedHashMap<>();
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        Counter out = new Counter();
        long processBefore = processCpuNanos();
        long before = cpuNanos();
        contestant.getValue().write(rows, out);
        long nanos = cpuNanos() - before;
        long processNanos = processCpuNanos() - processBefore;
        sizes.put(contestant.getKey(), out.bytes);
        if (round >= 0) {
          String name = contestant.getKey();
          times.computeIfAbsent(name, n -> new double[rounds])[round] = nanos / 1e3 / rows.count();
          processTimes.computeIfAbsent(name, n -> new double[rounds])[round] =
              processNanos / 1e3 / rows.count();
        }
      }
    }
    double ours = median(times.get("parqueduct"));
    times.forEach(
        (name, seconds) ->
            System.out.printf(
                Locale.ROOT,
                "%-28s %12.3f %13.3f %11.2f %15.2f%n",
                name,
                median(seconds),
                median(processTimes.get(name)),
                (double) sizes.get(name) / rows.count(),
                median(seconds) / ours));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void writeOurs(WriterRows rows, Counter out) throws IOException {
    try (RowWriter writer = RowWriter.to(out, rows.schema()).open()) {
      for (int i = 0; i < rows.count(); i++) {
        rows.write(writer, i);
        writer.endRow();
      }
      if (writer.finish().rows() != rows.count()) {
        throw new IllegalStateException("rows are missing");
      }
    }
  }

  private static void writeBeam(WriterRows rows, Counter out) throws IOException {
    ParquetIO.Sink sink =
        ParquetIO.sink(rows.avroSchema()).withCompressionCodec(CompressionCodecName.ZSTD);
    sink.open(Channels.newChannel(out));
    for (int i = 0; i < rows.count(); i++) {
      sink.write(rows.record(i));
    }
    sink.flush();
  }

  private static void makeRecords(WriterRows rows, Counter out) {
    for (int i = 0; i < rows.count(); i++) {
      GenericRecord row = rows.record(i);
      out.bytes += row.get(0).hashCode() & 1;
    }
  }

  private static void writeColumns(WriterRows rows, Counter out) throws IOException {
    ParquetProperties.Builder builder =
        ParquetProperties.builder()
            .withWriterVersion(WriterVersion.PARQUET_2_0)
            .withPageRowCountLimit(100_000);
    for (String column : rows.uniqueColumns()) {
      builder.withDictionaryEncoding(column, false);
    }
    ParquetProperties properties = builder.build();
    CompressionCodecFactory codecs =
        new CodecFactory(new Configuration(false), properties.getPageSizeThreshold());
    ParquetFileWriter file =
        new ParquetFileWriter(
            new CountedFile(out),
            rows.schema(),
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            0,
            64,
            Integer.MAX_VALUE,
            true);
    file.start();
    try (ColumnChunkPageWriteStore pages =
            new ColumnChunkPageWriteStore(
                codecs.getCompressor(CompressionCodecName.ZSTD),
                rows.schema(),
                new HeapByteBufferAllocator(),
                64,
                true);
        ColumnWriteStore store = properties.newColumnWriteStore(rows.schema(), pages, pages)) {
      List<ColumnWriter> columns = new ArrayList<>();
      for (ColumnDescriptor column : rows.schema().getColumns()) {
        columns.add(store.getColumnWriter(column));
      }
      for (int i = 0; i < rows.count(); i++) {
        rows.write(columns, i);
        store.endRecord();
      }
      file.startBlock(rows.count());
      store.flush();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    file.end(Map.of());
    codecs.release();
  }

  private record CountedFile(Counter out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return out.bytes;
        }

        @Override
        public void write(int b) {
          out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          out.write(bytes, offset, length);
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
