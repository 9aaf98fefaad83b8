package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergePlannerTest {
  private static final long MB = 1L << 20;

  private static byte[] key(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** A scan of the keys {@code from-to}; nothing behind the minus sign is no end. */
  private static BackupScan scan(int backup, String range, long bytes) {
    int minus = range.indexOf('-');
    BackupFile any = Brpbs.read(Brpbs.file(backup + "/" + range + "_write.sst"));
    BackupFile file =
        new BackupFile(
            any.name(),
            any.sha256(),
            key(range.substring(0, minus)),
            key(range.substring(minus + 1)),
            0,
            9,
            0,
            0,
            0,
            "write",
            bytes,
            any.cipherIv(),
            List.of());
    return new BackupScan(backup, List.of(file), List.of(1L));
  }

  private static List<BackupScan> scans(int backup, String... ranges) {
    List<BackupScan> scans = new ArrayList<>();
    for (String range : ranges) {
      scans.add(scan(backup, range, MB));
    }
    return scans;
  }

  private static List<String> plan(List<List<BackupScan>> backups) throws BackupException {
    return texts(MergePlanner.units(backups, range -> true));
  }

  private static List<String> texts(List<BackupUnit> units) {
    return units.stream()
        .map(
            unit ->
                text(unit.range())
                    + ":"
                    + unit.scans().stream()
                        .map(scan -> " " + scan.backup() + "=" + text(scan.range()))
                        .reduce("", String::concat))
        .toList();
  }

  private static String text(KeyRange range) {
    return new String(range.start(), ISO_8859_1) + "-" + new String(range.end(), ISO_8859_1);
  }

  @Test
  void aSegmentIsARangeOfTheFullBackupWithAllScansThatOverlapIt() throws BackupException {
    assertThat(plan(List.of(scans(0, "b-d", "d-f"), scans(1, "c-e"), scans(2, "b-c", "e-f"))))
        .containsExactly("b-d: 0=b-d 1=c-e 2=b-c", "d-f: 0=d-f 1=c-e 2=e-f");
  }

  @Test
  void whatTheFullBackupHasNotIsCutByTheNextOne() throws BackupException {
    assertThat(plan(List.of(scans(0, "c-d"), scans(1, "a-b", "b-e"), scans(2, "d-g", "x-"))))
        .containsExactly(
            "a-b: 1=a-b",
            "b-c: 1=b-e",
            "c-d: 0=c-d 1=b-e",
            "d-e: 1=b-e 2=d-g",
            "e-g: 2=d-g",
            "x-: 2=x-");
  }

  @Test
  void overlappingRangesOfABackupAreOneSegment() throws BackupException {
    assertThat(plan(List.of(scans(0, "c-e", "a-d", "e-f", "a-b"), scans(1, "d-f"))))
        .containsExactly("a-e: 0=c-e 0=a-d 0=a-b 1=d-f", "e-f: 0=e-f 1=d-f");
  }

  @Test
  void rangesWithoutEndsAreUnderstood() throws BackupException {
    assertThat(plan(List.of(scans(0, "-c"), scans(1, "a-", "d-e"))))
        .containsExactly("-c: 0=-c 1=a-", "c-: 1=a- 1=d-e");
    assertThat(plan(List.of(scans(0, "-"), scans(1, "a-b")))).containsExactly("-: 0=- 1=a-b");
  }

  @Test
  void segmentsWithoutWantedKeysVanish() throws BackupException {
    List<BackupUnit> units =
        MergePlanner.units(
            List.of(scans(0, "a-b", "c-d"), scans(1, "a-d")), range -> !text(range).equals("b-c"));

    assertThat(texts(units)).containsExactly("a-b: 0=a-b 1=a-d", "c-d: 0=c-d 1=a-d");
  }

  @Test
  void aTableThatGrewIsCutIntoUnitsThatReadItsOldFileAgain() throws BackupException {
    List<BackupScan> newer = new ArrayList<>();
    for (char c = 'b'; c < 'l'; c++) {
      newer.add(scan(1, c + "-" + (char) (c + 1), 100 * MB));
    }
    List<BackupUnit> units =
        MergePlanner.units(List.of(List.of(scan(0, "a-z", 10 * MB)), newer), range -> true);

    assertThat(units.stream().map(unit -> text(unit.range())))
        .containsExactly("a-e", "e-h", "h-k", "k-z");
    assertThat(texts(units).get(1)).isEqualTo("e-h: 0=a-z 1=e-f 1=f-g 1=g-h");
    assertThat(plan(List.of(List.of(scan(0, "a-z", 500 * MB)), newer))).hasSize(1);
  }

  @Test
  void idsTellTheSegmentAndNothingElse() throws BackupException {
    List<BackupUnit> units =
        MergePlanner.units(List.of(scans(0, "b-d", "d-f"), scans(1, "a-z")), range -> true);
    List<BackupUnit> others =
        MergePlanner.units(List.of(scans(0, "d-f", "b-d"), scans(1, "y-z", "c-e")), range -> true);

    assertThat(units).extracting(BackupUnit::id).doesNotHaveDuplicates();
    assertThat(units.get(1).id()).matches("merge_[0-9a-f]{32}").isEqualTo(others.get(0).id());
    assertThat(units).allSatisfy(unit -> assertThat(unit.merges()).isTrue());
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsDamage() {
    assertThatThrownBy(() -> plan(List.of(scans(0, "c-b"), scans(1, "a-z"))))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("0/c-b_write.sst");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyKeyOfEveryScanIsInExactlyOneUnit(long seed) throws BackupException {
    Random random = new Random(seed);
    List<List<BackupScan>> backups = new ArrayList<>();
    for (int backup = 0; backup < 1 + seed % 4; backup++) {
      List<BackupScan> scans = new ArrayList<>();
      for (int i = random.nextInt(60); i >= 0; i--) {
        int from = random.nextInt(900);
        int to = from + 1 + random.nextInt(random.nextInt(20) == 0 ? 500 : 40);
        String end = random.nextInt(30) == 0 ? "" : String.format("%04d", to);
        scans.add(scan(backup, String.format("%04d-%s", from, end), random.nextInt(200) * MB));
      }
      backups.add(scans);
    }
    List<BackupUnit> units = MergePlanner.units(backups, range -> true);

    assertThat(units).extracting(BackupUnit::id).doesNotHaveDuplicates();
    for (int i = 0; i < 1500; i++) {
      byte[] at = key(String.format("%04d", i));
      Set<BackupScan> holding = new HashSet<>();
      backups.forEach(
          scans ->
              scans.stream()
                  .filter(scan -> scan.range().contains(at, at.length))
                  .forEach(holding::add));
      List<BackupUnit> found =
          units.stream().filter(unit -> unit.range().contains(at, at.length)).toList();
      assertThat(found).hasSize(holding.isEmpty() ? found.size() : 1).hasSizeLessThan(2);
      found.forEach(unit -> assertThat(unit.scans()).containsAll(holding));
    }
    units.forEach(
        unit ->
            assertThat(unit.scans())
                .isNotEmpty()
                .allMatch(scan -> scan.range().overlaps(unit.range())));
  }

  @Test
  void aHundredThousandFilesArePlannedInOnePass() throws BackupException {
    int regions = 60_000;
    List<BackupScan> full = new ArrayList<>();
    List<BackupScan> first = new ArrayList<>();
    List<BackupScan> second = new ArrayList<>();
    for (int i = 0; i < regions; i++) {
      full.add(scan(0, String.format("%08d-%08d", i * 10, i * 10 + 10), 90 * MB));
      if (i % 2 == 0) {
        first.add(scan(1, String.format("%08d-%08d", i * 10, i * 10 + 20), MB));
      }
      if (i % 6 == 0) {
        second.add(scan(2, String.format("%08d-%08d", i * 10 + 5, i * 10 + 65), MB));
      }
    }
    List<BackupUnit> units = MergePlanner.units(List.of(full, first, second), range -> true);

    // The last scan of the last backup ends behind the others.
    assertThat(units).hasSize(regions + 1);
    assertThat(units.get(12_345).scans()).hasSize(3);
  }
}
