package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.vt.FeedPackage;
import dev.parqueduct.io.vt.PackageResult;
import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.io.vt.RowClasses;
import dev.parqueduct.io.vt.UnitRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Writes the kept rows of a unit and gathers what its packages report. */
final class FeedUnitExport implements UnitExport<KV<String, CoGbkResult>> {
  static final TupleTag<UnitPackage> RESULTS = new TupleTag<>() {};
  static final TupleTag<RowBatch> ROWS = new TupleTag<>() {};
  static final TupleTag<Long> DROPPED = new TupleTag<>() {};

  private final FeedExport export;

  FeedUnitExport(FeedExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(KV<String, CoGbkResult> unit) {
    return unit.getKey();
  }

  @Override
  public UnitOutcome export(KV<String, CoGbkResult> unit, UnitOutput output) throws IOException {
    List<PackageResult> packages = packages(unit);
    Map<String, Long> counters = new TreeMap<>();
    long duplicates = 0;
    for (long dropped : unit.getValue().getAll(DROPPED)) {
      duplicates += dropped;
    }
    for (RowBatch batch : unit.getValue().getAll(ROWS)) {
      count(batch.classes(), counters);
    }
    UnitRows rows = new UnitRows(export.schema(), export.keep(), packages.get(0).source().date());
    List<FileEntry> keys =
        rows.write(
            unit.getValue().getAll(ROWS),
            output,
            TableLayout.of(export.schema().schema(), export.naming()));

    List<SourceEntry> sources = new ArrayList<>();
    List<FileEntry> rejects = new ArrayList<>();
    Balance balance = Balance.ZERO;
    for (PackageResult each : packages) {
      sources.add(new SourceEntry(each.source().name(), each.source().bytes()));
      each.rejectsFile().ifPresent(rejects::add);
      each.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
      balance = balance.plus(each.rows());
    }
    return new UnitOutcome(sources, keys, rejects, balance.withDuplicates(duplicates), counters);
  }

  private static void count(RowClasses classes, Map<String, Long> counters) {
    if (classes.asked() > 0) {
      counters.merge("rowsAsked", classes.asked(), Long::sum);
      counters.merge("rowsFound", classes.found(), Long::sum);
      counters.merge("rowsFailed", classes.failed(), Long::sum);
    }
  }

  private static List<PackageResult> packages(KV<String, CoGbkResult> unit) {
    List<PackageResult> packages = new ArrayList<>();
    int expected = 0;
    for (UnitPackage each : unit.getValue().getAll(RESULTS)) {
      packages.add(each.result());
      expected = each.unitPackages();
    }
    if (packages.isEmpty() || packages.size() != expected) {
      throw RunFailedException.verification(
          String.format(
              "Unit %s has results of %,d packages, but was planned with %,d. Nothing of it was"
                  + " made final; please report this as a bug.",
              unit.getKey(), packages.size(), expected));
    }
    packages.sort(Comparator.comparing(PackageResult::source, FeedPackage.FEED_ORDER));
    return packages;
  }
}
