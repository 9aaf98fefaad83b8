package dev.parqueduct.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.ColumnRewrite;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.parquet.RewrittenFile;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.parquet.Values;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;

/**
 * Fills the classification of a file whose rows are all known already, and compares the cost with
 * copying the file column by column through parquet-java's reader and writer, and with decoding and
 * encoding all columns. CPU seconds, median of the rounds.
 *
 * <p>Arguments: rows, rounds.
 */
public final class ColumnRewriteBenchmark {
  private static final int CLASSIFICATION = 7;
  private static final byte[][] CLASSES = {
    "MALWARE".getBytes(StandardCharsets.UTF_8),
    "UNWANTED".getBytes(StandardCharsets.UTF_8),
    "SUSPICIOUS".getBytes(StandardCharsets.UTF_8)
  };

  private ColumnRewriteBenchmark() {}

  private interface Way {
    void run(Path from, Path to) throws IOException;
  }

  private record Contender(String name, Way way) {}

  public static void main(String[] args) throws IOException {
    int rows = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("rewrite");
    Path from = folder.resolve("from.parquet");
    Path to = folder.resolve("to.parquet");
    write(from, rows);
    System.out.println(String.format(Locale.ROOT, "%,d rows, %,d bytes", rows, Files.size(from)));
    List<Contender> contenders =
        List.of(
            new Contender("rewrite one column", (a, b) -> rewrite(a, b)),
            new Contender("... and verify the new file", (a, b) -> verify(rewrite(a, b), b)),
            new Contender("copy by parquet-java", ColumnRewriteBenchmark::copy),
            new Contender("decode and encode all", ColumnRewriteBenchmark::encodeAll));
    double[][] seconds = new double[contenders.size()][rounds];
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        Files.deleteIfExists(to);
        long cpu = process.getProcessCpuTime();
        contenders.get(i).way().run(from, to);
        seconds[i][round] = (process.getProcessCpuTime() - cpu) / 1e9;
      }
    }
    for (int i = 0; i < contenders.size(); i++) {
      Arrays.sort(seconds[i]);
      System.out.println(
          String.format(
              Locale.ROOT,
              "%-30s %.3f CPU s (best %.3f)",
              contenders.get(i).name(),
              seconds[i][rounds / 2],
              seconds[i][0]));
    }
    Files.deleteIfExists(from);
    Files.deleteIfExists(to);
    Files.delete(folder);
  }

  private static void write(Path file, int rows) throws IOException {
    FeedRows content = new FeedRows(rows);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20);
        RowWriter writer = RowWriter.to(out, content.schema()).open()) {
      for (int row = 0; row < rows; row++) {
        content.write(writer, row);
        writer.endRow();
      }
      Summary unused = writer.finish();
    }
  }

  private static FileScan open(Path file) throws IOException {
    return FileScan.open(new ChannelInput(FileChannel.open(file)));
  }

  private static RewrittenFile rewrite(Path from, Path to) throws IOException {
    try (FileScan source = open(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 18)) {
      return ColumnRewrite.write(
          source,
          CLASSIFICATION,
          (group, row) -> row % 4 == 0 ? null : CLASSES[row % CLASSES.length],
          out);
    }
  }

  private static void verify(RewrittenFile expected, Path file) throws IOException {
    try (FileScan scan = open(file)) {
      expected.verify(scan);
    }
  }

  // parquet-java's own local input reads byte by byte.
  @SuppressWarnings("deprecation") // what replaces it takes properties of a whole writer
  private static void copy(Path from, Path to) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(new ChannelInput(FileChannel.open(from)))) {
      MessageType schema = reader.getFileMetaData().getSchema();
      ParquetFileWriter writer =
          new ParquetFileWriter(
              new LocalOutputFile(to), schema, ParquetFileWriter.Mode.OVERWRITE, 128 << 20, 0);
      writer.start();
      reader.appendTo(writer);
      writer.end(reader.getFileMetaData().getKeyValueMetaData());
    }
  }

  private static void encodeAll(Path from, Path to) throws IOException {
    try (FileScan source = open(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 18);
        RowWriter writer = RowWriter.to(out, source.schema()).open()) {
      int columns = source.schema().getColumns().size();
      for (int group = 0; group < source.rowGroups(); group++) {
        Cursor[] cursors = new Cursor[columns];
        for (int column = 0; column < columns; column++) {
          cursors[column] = new Cursor(source.scanBesideOthers(group, column), column);
        }
        for (int row = 0; row < source.rows(group); row++) {
          for (Cursor cursor : cursors) {
            cursor.copyTo(writer, row);
          }
          writer.endRow();
        }
      }
      Summary unused = writer.finish();
    }
  }

  /** Goes through a column, value by value. */
  private static final class Cursor {
    private final ChunkScan scan;
    private final int column;
    private int level;
    private int value;

    Cursor(ChunkScan scan, int column) {
      this.scan = scan;
      this.column = column;
    }

    void copyTo(RowWriter writer, int row) throws IOException {
      PageValues page = scan.page();
      if (level == page.levels()) {
        if (!scan.next()) {
          throw new IOException("too few values");
        }
        level = 0;
        value = 0;
      }
      boolean isNull = page.count() < page.levels() && page.definitions()[level] == 0;
      level++;
      if (column == CLASSIFICATION && row % 4 != 0) {
        byte[] word = CLASSES[row % CLASSES.length];
        writer.setBinary(column, word, 0, word.length);
        value += isNull ? 0 : 1;
        return;
      }
      if (isNull) {
        writer.setNull(column);
        return;
      }
      Values values = page.values();
      int index = page.isDictionary() ? page.indices()[value] : value;
      value++;
      if (values.isStrings()) {
        writer.setBinary(column, values.bytes(), values.starts()[index], values.lengths()[index]);
      } else if (scan.descriptor()
          .getPrimitiveType()
          .getPrimitiveTypeName()
          .name()
          .equals("INT32")) {
        writer.setInt(column, (int) values.numbers()[index]);
      } else {
        writer.setLong(column, values.numbers()[index]);
      }
    }
  }
}
