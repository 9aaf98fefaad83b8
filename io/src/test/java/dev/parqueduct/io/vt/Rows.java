package dev.parqueduct.io.vt;

import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Rows for tests: as plain values, as reports, as batches. */
final class Rows {
  private Rows() {}

  /** A row and its place in the input. */
  record Row(Fields fields, long order) {}

  /**
   * Keys that differ in few places, so that many share their first 40 bits and some their first
   * 120, and that lie on both sides of the sign.
   */
  static Arbitrary<String> keys() {
    Arbitrary<String> first = Arbitraries.of("00", "01", "7f", "80", "ff");
    Arbitrary<String> fifth = Arbitraries.of("00", "01");
    Arbitrary<String> sixth = Arbitraries.of("00", "7f", "80", "ff");
    Arbitrary<String> last = Arbitraries.of("00", "01", "ff");
    return Combinators.combine(first, fifth, sixth, last)
        .as((a, b, c, d) -> a + "0".repeat(6) + b + c + "0".repeat(18) + d + "0".repeat(32));
  }

  static Arbitrary<Fields> fields() {
    Arbitrary<Integer> counts = Arbitraries.integers().injectNull(0.2);
    // Few dates, so that they are often equal.
    Arbitrary<Long> dates = Arbitraries.of(1L, 2L, 1_604_188_800_000L, -5_000L).injectNull(0.2);
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("ab:;é\u4e2d")
            .ofMinLength(1)
            .ofMaxLength(20)
            .injectNull(0.3);
    return Combinators.combine(
            keys(),
            hash(40).injectNull(0.2),
            hash(32).injectNull(0.2),
            counts,
            counts,
            dates,
            names)
        .as(Fields::new);
  }

  private static Arbitrary<String> hash(int digits) {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(digits);
  }

  static Report report(Fields fields) {
    Report report = new Report();
    HexFormat hex = HexFormat.of();
    System.arraycopy(hex.parseHex(fields.sha256()), 0, report.sha256, 0, 32);
    report.hasSha256 = true;
    if (fields.sha1() != null) {
      System.arraycopy(hex.parseHex(fields.sha1()), 0, report.sha1, 0, 20);
      report.hasSha1 = true;
    }
    if (fields.md5() != null) {
      System.arraycopy(hex.parseHex(fields.md5()), 0, report.md5, 0, 16);
      report.hasMd5 = true;
    }
    report.hasPositives = fields.positives() != null;
    report.positives = report.hasPositives ? fields.positives() : 0;
    report.hasTotal = fields.total() != null;
    report.total = report.hasTotal ? fields.total() : 0;
    report.scanMillis = fields.scanMillis() == null ? Report.NO_DATE : fields.scanMillis();
    if (fields.names() != null) {
      report.detectionNames.append(fields.names());
    }
    return report;
  }

  /** Batches of rows, given out after every {@code flushBytes}. */
  static List<RowBatch> batches(String unit, int buckets, long flushBytes, List<Row> rows) {
    List<RowBatch> batches = new ArrayList<>();
    RowBatcher batcher = new RowBatcher(unit, buckets, flushBytes, batches::add);
    for (Row row : rows) {
      batcher.add(report(row.fields()), row.order());
    }
    batcher.flush();
    return batches;
  }

  /** The kept rows of a batch. */
  static List<Row> unpacked(RowBatch batch) {
    byte[] payload = new byte[batch.payloadBytes()];
    int size = batch.unpack(payload, 0);
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < batch.rows(); i++) {
      if (batch.isKept(i)) {
        String key =
            String.format(
                "%016x%016x%016x%016x",
                batch.key(i, 0), batch.key(i, 1), batch.key(i, 2), batch.key(i, 3));
        rows.add(new Row(decode(key, batch.scanMillis(i), payload, at), batch.order(i)));
      }
      at += RowCodec.length(payload, at);
    }
    if (at != size) {
      throw new AssertionError("rows end at " + at + " of " + size);
    }
    return rows;
  }

  private static Fields decode(String key, long scanMillis, byte[] rows, int start) {
    HexFormat hex = HexFormat.of();
    int flags = rows[start];
    int at = start + 1;
    String sha1 = null;
    if ((flags & RowCodec.HAS_SHA1) != 0) {
      sha1 = hex.formatHex(rows, at, at + 20);
      at += 20;
    }
    String md5 = null;
    if ((flags & RowCodec.HAS_MD5) != 0) {
      md5 = hex.formatHex(rows, at, at + 16);
      at += 16;
    }
    Integer positives = null;
    if ((flags & RowCodec.HAS_POSITIVES) != 0) {
      positives = RowCodec.readInt(rows, at);
      at += 4;
    }
    Integer total = null;
    if ((flags & RowCodec.HAS_TOTAL) != 0) {
      total = RowCodec.readInt(rows, at);
      at += 4;
    }
    String names = null;
    if ((flags & RowCodec.HAS_NAMES) != 0) {
      names = new String(rows, at + 4, RowCodec.readInt(rows, at), StandardCharsets.UTF_8);
    }
    Long date = scanMillis == Report.NO_DATE ? null : Long.valueOf(scanMillis);
    return new Fields(key, sha1, md5, positives, total, date, names);
  }
}
