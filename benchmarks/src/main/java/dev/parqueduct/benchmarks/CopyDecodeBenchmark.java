package dev.parqueduct.benchmarks;

import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.copy.CopyTuples;
import dev.parqueduct.io.postgres.copy.PgRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * CPU seconds that a million rows of a binary COPY take, from memory: to walk through them, and to
 * decode and encode them into a Parquet file that goes nowhere. The rows are those of a partition
 * of data items: 16 columns, most of them text, ids of 32 bytes in base64url.
 *
 * <p>Arguments: rows (1,000,000), rounds (5).
 */
public final class CopyDecodeBenchmark {
  private static final int DISTINCT_ROWS = 250_000;
  private static final int WARM_UP_ROUNDS = 2;
  private static final long MICROS_2024 = 757_382_400_000_000L;

  private final List<PgColumn> columns =
      List.of(
          text("data_item_id", Conversion.BASE64URL_BYTES),
          text("owner_public_address", Conversion.BASE64URL_BYTES),
          text("byte_count", Conversion.NONE),
          column("uploaded_date", BaseType.TIMESTAMP),
          text("assessed_winston_price", Conversion.NONE),
          text("plan_id", Conversion.NONE),
          column("planned_date", BaseType.TIMESTAMP),
          text("bundle_id", Conversion.BASE64URL_BYTES),
          column("permanent_date", BaseType.TIMESTAMP),
          column("block_height", BaseType.INT4),
          column("data_start", BaseType.INT4),
          column("signature_type", BaseType.INT4),
          column("deadline_height", BaseType.INT4),
          text("failed_bundles", Conversion.NONE),
          text("content_type", Conversion.NONE),
          text("premium_feature_type", Conversion.NONE));

  private final byte[] chunk;
  private final int copies;

  private CopyDecodeBenchmark(int rows) throws IOException {
    this.chunk = rows();
    this.copies = Math.max(1, rows / DISTINCT_ROWS);
  }

  private static PgColumn column(String name, BaseType type) {
    return new PgColumn(name, new PgType.Base(name, type, -1), false, Conversion.NONE);
  }

  private static PgColumn text(String name, Conversion conversion) {
    return new PgColumn(name, new PgType.Base(name, BaseType.VARCHAR, -1), false, conversion);
  }

  public static void main(String[] args) throws IOException {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
    new CopyDecodeBenchmark(rows).run(rounds);
  }

  private interface Work {
    long run() throws IOException;
  }

  private void run(int rounds) throws IOException {
    measure("walk through", rounds, this::walk);
    measure("decode and encode", rounds, () -> decode(Compression.NONE));
    measure("the same and compress (zstd)", rounds, () -> decode(Compression.ZSTD));
  }

  private static void measure(String name, int rounds, Work work) throws IOException {
    List<Double> seconds = new ArrayList<>();
    long rows = 0;
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      rows = work.run();
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      if (round >= 0) {
        seconds.add(nanos / 1e9 / rows * 1e6);
      }
    }
    Collections.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%-30s %.3f CPU s a million rows (%.3f to %.3f)%n",
        name,
        seconds.get(rounds / 2),
        seconds.get(0),
        seconds.get(rounds - 1));
  }

  private InputStream stream() throws IOException {
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream(header()));
    for (int i = 0; i < copies; i++) {
      parts.add(new ByteArrayInputStream(chunk));
    }
    parts.add(new ByteArrayInputStream(new byte[] {-1, -1}));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  private long walk() throws IOException {
    try (CopyTuples tuples = CopyTuples.of(stream(), columns.size())) {
      while (tuples.next()) {
        // Nothing but the fields' places.
      }
      return tuples.row();
    }
  }

  private long decode(Compression compression) throws IOException {
    PgRows rows = PgRows.of(columns, ValueOptions.defaults());
    try (CopyTuples tuples = CopyTuples.of(stream(), columns.size());
        RowWriter writer =
            RowWriter.to(OutputStream.nullOutputStream(), rows.schema())
                .compression(compression)
                .open()) {
      while (tuples.next()) {
        rows.write(tuples, writer);
        writer.endRow();
      }
      writer.finish();
      return tuples.row();
    }
  }

  private static byte[] header() {
    byte[] signature = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.copyOf(signature, signature.length + 2 * Integer.BYTES);
  }

  private byte[] rows() throws IOException {
    Random random = new Random(7);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    String[] types = {"application/json", "image/png", "text/html", "application/octet-stream"};
    for (int i = 0; i < DISTINCT_ROWS; i++) {
      long moment = MICROS_2024 + i * 250_000L + random.nextInt(250_000);
      out.writeShort(columns.size());
      text(out, id(random));
      text(out, id(new Random(random.nextInt(500))));
      text(out, Integer.toString(random.nextInt(1 << 20)));
      moment(out, moment);
      text(out, Long.toString(random.nextInt(1 << 30) * 1000L));
      text(out, "0b5bb2a6-94f3-4d2c-8f5e-%012x".formatted(i / 1000));
      moment(out, moment + 60_000_000);
      text(out, id(new Random(i / 1000)));
      moment(out, moment + 600_000_000);
      number(out, 1_400_000 + i / 500);
      number(out, i * 1200);
      number(out, 1 + random.nextInt(3));
      number(out, 1_400_200 + i / 500);
      text(out, "");
      text(out, types[random.nextInt(types.length)]);
      out.writeInt(-1);
    }
    return bytes.toByteArray();
  }

  private static String id(Random random) {
    byte[] id = new byte[32];
    random.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeBytes(text);
  }

  private static void moment(DataOutputStream out, long micros) throws IOException {
    out.writeInt(Long.BYTES);
    out.writeLong(micros);
  }

  private static void number(DataOutputStream out, int number) throws IOException {
    out.writeInt(Integer.BYTES);
    out.writeInt(number);
  }
}
