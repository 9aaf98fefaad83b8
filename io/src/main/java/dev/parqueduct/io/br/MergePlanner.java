package dev.parqueduct.io.br;

import dev.parqueduct.io.br.BackupException.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Plans the merge of a full backup and its incrementals, from their backupmetas alone. A unit is a
 * segment of the key space, as a scan of the oldest backup has it that has keys there, with all
 * scans of all backups that overlap it; segments are disjoint, so units need not know each other.
 */
final class MergePlanner {
  /** Less is not worth reading the same file again. */
  private static final long PIECE_BYTES = 256L << 20;

  private static final int ID_BYTES = 16;
  private static final Comparator<KeyRange> BY_START =
      (a, b) -> Arrays.compareUnsigned(a.start(), b.start());

  private MergePlanner() {}

  /**
   * Plans.
   *
   * @param tables of the newest backup
   * @throws BackupException when the files of a backup contradict each other
   * @throws dev.parqueduct.io.report.RunFailedException when a backup lacks one of the tables
   */
  static BackupPlan plan(BackupChain chain, ExportTables tables, Coverage coverage)
      throws IOException {
    ChainTables.requireAll(chain, tables);
    BackupPlanner planner =
        BackupPlanner.ofTables(tables.physicalIds(), tables.entryIds(), coverage);
    SkippedFiles otherTables = SkippedFiles.NONE;
    SkippedFiles indexOnly = SkippedFiles.NONE;
    SkippedFiles superseded = SkippedFiles.NONE;
    SkippedFiles repeated = SkippedFiles.NONE;
    List<List<BackupScan>> backups = new ArrayList<>();
    for (BackupChain.Link link : chain.links()) {
      BackupPlan plan = planner.plan(link.meta());
      otherTables = otherTables.plus(plan.otherTables());
      indexOnly = indexOnly.plus(plan.indexOnly());
      superseded = superseded.plus(plan.superseded());
      repeated = repeated.plus(plan.repeated());
      int number = backups.size();
      backups.add(plan.units().stream().map(unit -> unit.only().ofBackup(number)).toList());
    }
    TableKeys rows = new TableKeys(tables.physicalIds());
    TableKeys entries = new TableKeys(tables.entryIds());
    return new BackupPlan(
        units(
            backups,
            coverage == Coverage.RECORDS
                ? range -> !rows.withRecords(range).isEmpty()
                : range -> !entries.withEntries(range).isEmpty()),
        otherTables,
        indexOnly,
        // Sums of tables are of one backup; nothing is compared with them here.
        new SkippedSums(Map.of(), Set.of()),
        superseded,
        repeated);
  }

  /**
   * The units, in the order of their keys.
   *
   * @param backups the scans of each, oldest first
   * @param wanted whether a range can have keys that are exported
   */
  static List<BackupUnit> units(List<List<BackupScan>> backups, Predicate<KeyRange> wanted)
      throws BackupException {
    List<BackupScan> scans = backups.stream().flatMap(List::stream).toList();
    for (BackupScan scan : scans) {
      if (scan.range().isEmpty()) {
        throw new BackupException(
            Fault.INCONSISTENT,
            "The range of "
                + scan.leading().name()
                + " ends before it begins. The backup is damaged; use another one.");
      }
    }
    List<KeyRange> segments = segments(backups).stream().filter(wanted).toList();
    List<List<BackupScan>> overlapping = assign(segments, scans);
    List<KeyRange> pieces = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      cut(segments.get(i), overlapping.get(i), pieces);
    }
    pieces.removeIf(wanted.negate());
    List<List<BackupScan>> ofPieces = assign(pieces, scans);
    List<BackupUnit> units = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      // A piece may lie in a hole that no scan has.
      if (!ofPieces.get(i).isEmpty()) {
        units.add(new BackupUnit(id(pieces.get(i)), ofPieces.get(i), pieces.get(i)));
      }
    }
    return units;
  }

  /** Of disjoint ranges each has another start. */
  private static String id(KeyRange range) {
    byte[] digest = DigestChannel.sha256().digest(range.start());
    return "merge_" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  /** The ranges of the oldest backup, then in what it leaves free those of the next, and so on. */
  private static List<KeyRange> segments(List<List<BackupScan>> backups) {
    List<KeyRange> segments = new ArrayList<>();
    List<KeyRange> gaps = List.of(KeyRange.ALL);
    for (List<BackupScan> backup : backups) {
      List<KeyRange> ranges = disjoint(backup);
      List<KeyRange> left = new ArrayList<>();
      int first = 0;
      for (KeyRange gap : gaps) {
        while (first < ranges.size() && ranges.get(first).endsAt(gap.start())) {
          first++;
        }
        fill(gap, ranges, first, segments, left);
      }
      gaps = left;
    }
    segments.sort(BY_START);
    return segments;
  }

  /** Takes the ranges out of a gap, from the first one that does not end before it. */
  private static void fill(
      KeyRange gap,
      List<KeyRange> ranges,
      int first,
      List<KeyRange> segments,
      List<KeyRange> left) {
    byte[] from = gap.start();
    for (int i = first; i < ranges.size() && ranges.get(i).overlaps(gap); i++) {
      KeyRange taken = ranges.get(i).intersect(gap);
      if (Arrays.compareUnsigned(from, taken.start()) < 0) {
        left.add(new KeyRange(from, taken.start()));
      }
      segments.add(taken);
      from = taken.end();
      if (from.length == 0) {
        return;
      }
    }
    KeyRange rest = new KeyRange(from, gap.end());
    if (!rest.isEmpty()) {
      left.add(rest);
    }
  }

  /** The ranges of a backup's scans; those that overlap become one. */
  private static List<KeyRange> disjoint(List<BackupScan> scans) {
    List<KeyRange> sorted = new ArrayList<>(scans.stream().map(BackupScan::range).toList());
    sorted.sort(BY_START);
    List<KeyRange> ranges = new ArrayList<>();
    for (KeyRange range : sorted) {
      int last = ranges.size() - 1;
      if (last >= 0 && ranges.get(last).overlaps(range)) {
        ranges.set(last, ranges.get(last).span(range));
      } else {
        ranges.add(range);
      }
    }
    return ranges;
  }

  /** Of each segment the scans that overlap it, in the order that they have. */
  private static List<List<BackupScan>> assign(List<KeyRange> segments, List<BackupScan> scans) {
    List<List<BackupScan>> assigned = new ArrayList<>();
    segments.forEach(segment -> assigned.add(new ArrayList<>()));
    for (BackupScan scan : scans) {
      KeyRange range = scan.range();
      int low = 0;
      int high = segments.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (segments.get(middle).endsAt(range.start())) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      for (int i = low; i < segments.size() && segments.get(i).overlaps(range); i++) {
        assigned.get(i).add(scan);
      }
    }
    return assigned;
  }

  /**
   * A table that was small when the full backup was made may have grown since: where newer scans
   * outweigh the oldest ones by far, they are worth several units, which read the old ones again.
   */
  private static void cut(KeyRange segment, List<BackupScan> scans, List<KeyRange> pieces) {
    if (scans.isEmpty()) {
      return;
    }
    int oldest = scans.get(0).backup();
    long base = 0;
    List<BackupScan> newer = new ArrayList<>();
    for (BackupScan scan : scans) {
      if (scan.backup() == oldest) {
        base += scan.bytes();
      } else {
        newer.add(scan);
      }
    }
    newer.sort(Comparator.comparing(BackupScan::range, BY_START));
    long most = Math.max(PIECE_BYTES, 2 * base);
    KeyRange rest = segment;
    long bytes = 0;
    for (BackupScan scan : newer) {
      byte[] start = scan.range().start();
      if (bytes >= most && Arrays.compareUnsigned(rest.start(), start) < 0) {
        pieces.add(new KeyRange(rest.start(), start));
        rest = new KeyRange(start, segment.end());
        bytes = 0;
      }
      bytes += scan.bytes();
    }
    pieces.add(rest);
  }
}
