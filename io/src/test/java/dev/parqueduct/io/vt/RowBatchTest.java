package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.vt.Rows.Row;
import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowBatchTest {
  @Provide
  Arbitrary<List<Fields>> rows() {
    return Rows.fields().list().ofMaxSize(200);
  }

  private static List<Row> numbered(List<Fields> fields) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      rows.add(new Row(fields.get(i), (3L << 32) + i));
    }
    return rows;
  }

  private static RowBatch shuffled(RowBatch batch) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    batch.writeTo(new DataOutputStream(bytes));
    return RowBatch.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Property(tries = 150)
  void rowsComeBackFromBatchesAsTheyWere(
      @ForAll("rows") List<Fields> fields,
      @ForAll @IntRange(min = 1, max = 300) int buckets,
      @ForAll @IntRange(min = 1, max = 3000) int flushBytes)
      throws IOException {
    List<Row> rows = numbered(fields);
    List<Row> unpacked = new ArrayList<>();
    for (RowBatch batch : Rows.batches("u", buckets, flushBytes, rows)) {
      assertThat(batch.unit()).isEqualTo("u");
      assertThat(batch.rows()).isPositive();
      assertThat(batch.keptRows()).isEqualTo(batch.rows());
      RowBatch read = shuffled(batch);
      assertThat(read.bucket()).isEqualTo(batch.bucket());
      for (int i = 0; i < read.rows(); i++) {
        assertThat(RowBatcher.bucketOf(read.key(i, 0), buckets)).isEqualTo(read.bucket());
      }
      assertThat(Rows.unpacked(read)).isEqualTo(Rows.unpacked(batch));
      unpacked.addAll(Rows.unpacked(read));
    }
    unpacked.sort(Comparator.comparingLong(Row::order));

    assertThat(unpacked).isEqualTo(rows);
  }

  @Property(tries = 100)
  void whichRowsAreKeptTravelsWithTheBatch(@ForAll("rows") List<Fields> fields, @ForAll long[] bits)
      throws IOException {
    List<Row> rows = numbered(fields);
    for (RowBatch batch : Rows.batches("u", 1, Long.MAX_VALUE, rows)) {
      long[] kept = new long[(rows.size() + 63) >> 6];
      List<Row> expected = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        if (bits.length > 0 && ((bits[i % bits.length] >>> (i % 64)) & 1) != 0) {
          kept[i >> 6] |= 1L << (i & 63);
          expected.add(rows.get(i));
        }
      }
      RowBatch read = shuffled(batch.keeping(kept));

      assertThat(read.keptRows()).isEqualTo(expected.size());
      assertThat(Rows.unpacked(read)).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void bucketsAreRangesOfTheKeySpaceInItsOrder(
      @ForAll long a, @ForAll long b, @ForAll @IntRange(min = 1, max = 65_536) int buckets) {
    long low = Long.compareUnsigned(a, b) < 0 ? a : b;
    long high = low == a ? b : a;

    assertThat(RowBatcher.bucketOf(low, buckets)).isBetween(0, RowBatcher.bucketOf(high, buckets));
    assertThat(RowBatcher.bucketOf(high, buckets)).isLessThan(buckets);
    assertThat(RowBatcher.bucketOf(-1L, buckets)).isEqualTo(buckets - 1);
    assertThat(RowBatcher.bucketOf(0, buckets)).isZero();
  }

  @Test
  void nonsensicalBucketsAreRefused() {
    assertThatThrownBy(() -> new RowBatcher("u", 0, 1, batch -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RowBatcher("u", 65_537, 1, batch -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDamagedBatchIsNotReadAsRows() {
    Row row = new Row(ParsedFields.PLAIN, 1);
    RowBatch batch = Rows.batches("u", 1, Long.MAX_VALUE, List.of(row)).get(0);
    RowBatch damaged =
        new RowBatch(
            "u",
            0,
            new long[4],
            new long[1],
            new long[1],
            batch.payloadBytes() + 1,
            new byte[5],
            null);

    assertThatThrownBy(() -> damaged.unpack(new byte[100], 0)).isInstanceOf(RuntimeException.class);
  }

  private static final class ParsedFields {
    static final Fields PLAIN = new Fields(Packages.sha256(1), null, null, 1, 2, 3L, "A:x");
  }
}
