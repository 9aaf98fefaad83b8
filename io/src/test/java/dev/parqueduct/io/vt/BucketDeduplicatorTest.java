package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.vt.Rows.Row;
import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BucketDeduplicatorTest {
  private static final ObjectStore STORE = ObjectStore.create();

  @Provide
  Arbitrary<List<Fields>> rows() {
    return Rows.fields().list().ofMaxSize(120);
  }

  @Provide
  Arbitrary<Set<String>> known() {
    return Rows.keys().set().ofMaxSize(20);
  }

  private static long scan(Row row) {
    return row.fields().scanMillis() == null ? Long.MIN_VALUE : row.fields().scanMillis();
  }

  /** One row a key, in the plainest way. */
  private static Set<Long> expected(List<Row> rows, Keep keep, Set<String> known) {
    Map<String, Row> winners = new HashMap<>();
    for (Row row : rows) {
      winners.merge(
          row.fields().sha256(), row, (a, b) -> keep == Keep.FIRST || scan(a) > scan(b) ? a : b);
    }
    return winners.values().stream()
        .filter(row -> !known.contains(row.fields().sha256()))
        .map(Row::order)
        .collect(Collectors.toSet());
  }

  private static String keyFile(Path output, Set<String> keys, Keep keep, long scan)
      throws IOException {
    try (KeyFile.Writer writer =
        new KeyFile.Writer(
            STORE, output.toString(), "u.keys", output.resolve("pending").toString(), keep)) {
      for (String key : new TreeSet<>(keys)) {
        writer.add(
            Long.parseUnsignedLong(key.substring(0, 16), 16),
            Long.parseUnsignedLong(key.substring(16, 32), 16),
            scan);
      }
      writer.finish();
    }
    return output.resolve("u.keys").toString();
  }

  private static Set<Long> kept(
      List<RowBatch> batches, Keep keep, int buckets, List<String> keyFiles) throws IOException {
    Map<Integer, List<RowBatch>> byBucket =
        batches.stream().collect(Collectors.groupingBy(RowBatch::bucket));
    Set<Long> kept = new HashSet<>();
    for (Map.Entry<Integer, List<RowBatch>> bucket : byBucket.entrySet()) {
      BucketDeduplicator deduplicator = new BucketDeduplicator(keep, bucket.getKey(), buckets);
      bucket.getValue().forEach(deduplicator::add);
      deduplicator.decide();
      for (String keyFile : keyFiles) {
        deduplicator.dropKnown(STORE, keyFile);
      }
      for (RowBatch batch : bucket.getValue()) {
        deduplicator
            .keep(batch)
            .ifPresent(some -> Rows.unpacked(some).forEach(row -> kept.add(row.order())));
      }
    }
    return kept;
  }

  @Property(tries = 200)
  void oneRowAKeyIsKeptWhateverTheOrderOfTheBatches(
      @ForAll("rows") List<Fields> fields,
      @ForAll("known") Set<String> known,
      @ForAll Keep keep,
      @ForAll @IntRange(min = 1, max = 40) int buckets,
      @ForAll @IntRange(min = 1, max = 2000) int flushBytes,
      @ForAll long seed)
      throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      rows.add(new Row(fields.get(i), i));
    }
    List<RowBatch> batches = Rows.batches("u", buckets, flushBytes, rows);
    Collections.shuffle(batches, new Random(seed));
    Path output = Files.createTempDirectory("keys");
    String keyFile = keyFile(output, known, keep, Long.MAX_VALUE);

    assertThat(kept(batches, keep, buckets, List.of())).isEqualTo(expected(rows, keep, Set.of()));
    assertThat(kept(batches, keep, buckets, List.of(keyFile, keyFile)))
        .isEqualTo(expected(rows, keep, known));
    deleteAll(output);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String key(long n) {
    return String.format("%016x", n) + "0".repeat(48);
  }

  private static Row row(long n, Long scan, long order) {
    return new Row(new Fields(key(n), null, null, null, null, scan, null), order);
  }

  @Test
  void keepingTheLatestRefusesToReplaceWhatIsFinal() throws IOException {
    Path output = Files.createTempDirectory("keys");
    String keyFile = keyFile(output, Set.of(key(7)), Keep.LATEST, 1_604_188_800_000L);
    List<RowBatch> newer = Rows.batches("u", 1, 1, List.of(row(7, 1_604_188_801_000L, 0)));
    List<RowBatch> same = Rows.batches("u", 1, 1, List.of(row(7, 1_604_188_800_000L, 0)));
    List<RowBatch> undated = Rows.batches("u", 1, 1, List.of(row(7, null, 0)));

    assertThat(kept(same, Keep.LATEST, 1, List.of(keyFile))).isEmpty();
    assertThat(kept(undated, Keep.LATEST, 1, List.of(keyFile))).isEmpty();
    assertThatThrownBy(() -> kept(newer, Keep.LATEST, 1, List.of(keyFile)))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageContaining("sha256 " + key(7).substring(0, 32))
        .hasMessageContaining("2020-11-01 00:00:01")
        .hasMessageContaining(keyFile)
        .hasMessageContaining("--keep=first");
    assertThat(kept(newer, Keep.FIRST, 1, List.of(keyFile))).isEmpty();
    deleteAll(output);
  }

  @Test
  void amongManyEqualKeysOneIsKept() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      rows.add(row(i % 3, 5L, i));
    }
    List<RowBatch> batches = Rows.batches("u", 1, 1 << 20, rows);

    assertThat(kept(batches, Keep.FIRST, 1, List.of())).containsExactlyInAnyOrder(0L, 1L, 2L);
    assertThat(kept(batches, Keep.LATEST, 1, List.of()))
        .containsExactlyInAnyOrder(49_997L, 49_998L, 49_999L);
  }
}
