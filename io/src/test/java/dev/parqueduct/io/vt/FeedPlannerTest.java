package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.RunFailedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FeedPlannerTest {
  @Provide
  Arbitrary<List<FeedPackage>> listing() {
    Arbitrary<String> dates = Arbitraries.of("20201101", "20201102", "20201103", "");
    return Combinators.combine(
            dates, Arbitraries.integers().between(0, 999), Arbitraries.longs().between(0, 50))
        .as((date, n, bytes) -> new FeedPackage(date + "/" + n, "/" + date + n, date, bytes))
        .list()
        .uniqueElements(FeedPackage::name)
        .ofMaxSize(40)
        .map(packages -> packages.stream().sorted(FeedPackage.FEED_ORDER).toList());
  }

  private static UnitEntry done(FeedUnit unit) {
    return new UnitEntry(
        unit.id(),
        unit.packages().stream().map(p -> new SourceEntry(p.name(), p.bytes())).toList(),
        List.of(),
        List.of(),
        List.of(),
        Balance.ZERO,
        Map.of(),
        Map.of());
  }

  private static List<UnitEntry> done(List<FeedUnit> units) {
    return units.stream().map(FeedPlannerTest::done).toList();
  }

  private static FeedPackage at(String date, int minute, long bytes) {
    String name = String.format("%s/%sT%04d", date, date, minute);
    return new FeedPackage(name, "/feed/" + name, date, bytes);
  }

  private static List<String> ids(List<FeedUnit> units) {
    return units.stream().map(FeedUnit::id).toList();
  }

  @Property(tries = 300)
  void unitsCoverThePackagesOnceAndInOrder(
      @ForAll("listing") List<FeedPackage> packages,
      @ForAll @LongRange(min = 1, max = 100) long unitBytes) {
    List<FeedUnit> units = new FeedPlanner(unitBytes).pending(packages, List.of());

    List<FeedPackage> covered = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (FeedUnit unit : units) {
      assertThat(ids.add(unit.id())).isTrue();
      assertThat(unit.packages()).allMatch(p -> p.date().equals(unit.date()));
      assertThat(unit.bytes() <= unitBytes || unit.packages().size() == 1).isTrue();
      covered.addAll(unit.packages());
    }
    assertThat(covered).isEqualTo(packages);
  }

  @Property(tries = 300)
  void whateverIsDoneTheOthersKeepTheirIdsAndPackages(
      @ForAll("listing") List<FeedPackage> packages,
      @ForAll @LongRange(min = 1, max = 100) long unitBytes,
      @ForAll long chosen) {
    FeedPlanner planner = new FeedPlanner(unitBytes);
    List<FeedUnit> done = new ArrayList<>();
    List<FeedUnit> left = new ArrayList<>();
    for (FeedUnit unit : planner.pending(packages, List.of())) {
      (((chosen >>> ((done.size() + left.size()) % 64)) & 1) != 0 ? done : left).add(unit);
    }

    assertThat(planner.pending(packages, done(done))).isEqualTo(left);
  }

  @Property(tries = 300)
  void latePackagesGetPartsOfTheirOwn(
      @ForAll("listing") List<FeedPackage> packages,
      @ForAll @LongRange(min = 1, max = 100) long unitBytes,
      @ForAll long chosen) {
    List<FeedPackage> early = new ArrayList<>();
    Set<FeedPackage> late = new HashSet<>();
    for (int i = 0; i < packages.size(); i++) {
      if (((chosen >>> (i % 64)) & 1) != 0) {
        early.add(packages.get(i));
      } else {
        late.add(packages.get(i));
      }
    }
    FeedPlanner planner = new FeedPlanner(unitBytes);
    List<FeedUnit> before = planner.pending(early, List.of());
    List<FeedUnit> after = planner.pending(packages, done(before));

    Set<FeedPackage> covered = new HashSet<>();
    for (FeedUnit unit : after) {
      assertThat(ids(before)).doesNotContain(unit.id());
      covered.addAll(unit.packages());
    }
    assertThat(covered).isEqualTo(late);
    List<UnitEntry> all = new ArrayList<>(done(before));
    all.addAll(done(after));
    assertThat(planner.pending(packages, all)).isEmpty();
  }

  @Test
  void partsOfADayAreNumbered() {
    List<FeedPackage> packages =
        List.of(
            at("20201101", 0, 60),
            at("20201101", 1, 60),
            at("20201101", 2, 40),
            at("20201102", 0, 1));

    assertThat(ids(new FeedPlanner(100).pending(packages, List.of())))
        .containsExactly("20201101-000", "20201101-001", "20201102-000");
    assertThat(
            ids(
                new FeedPlanner(100)
                    .pending(List.of(new FeedPackage("x", "/x", "", 1)), List.of())))
        .containsExactly("undated-000");
    assertThat(FeedUnit.partOf("20201101-012")).isEqualTo(12);
  }

  @Test
  void aPackageThatComesLateFormsTheNextPart() {
    FeedPlanner planner = new FeedPlanner(1000);
    List<FeedUnit> first =
        planner.pending(List.of(at("20201101", 0, 60), at("20201101", 2, 60)), List.of());
    List<FeedUnit> second =
        planner.pending(
            List.of(at("20201101", 0, 60), at("20201101", 1, 5), at("20201101", 2, 60)),
            done(first));

    assertThat(ids(second)).containsExactly("20201101-001");
    assertThat(second.get(0).packages()).containsExactly(at("20201101", 1, 5));
  }

  @Test
  void aPackageWithAnotherSizeThanBeforeIsAnError() {
    FeedPlanner planner = new FeedPlanner(1000);
    List<FeedUnit> first = planner.pending(List.of(at("20201101", 0, 6000)), List.of());

    assertThatThrownBy(() -> planner.pending(List.of(at("20201101", 0, 7000)), done(first)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("/feed/20201101/20201101T0000 had 6,000 bytes")
        .hasMessageContaining("has 7,000 now");
  }

  @Test
  void unitsWithoutRoomAreRefused() {
    assertThatThrownBy(() -> new FeedPlanner(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FeedUnit.of("20201101", 0, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
