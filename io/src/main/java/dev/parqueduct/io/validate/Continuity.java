package dev.parqueduct.io.validate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the files of a table together: whether their key ranges overlap, and whether a file is
 * missing in the numbers of a unit's files.
 */
final class Continuity {
  private static final Pattern NUMBERED = Pattern.compile("(.*)-(\\d{4,9})\\.parquet");

  private Continuity() {}

  /** The verdicts, with what is wrong between files added to the later one of two. */
  static List<FileVerdict> check(List<FileVerdict> verdicts) {
    List<FileVerdict> checked = new ArrayList<>();
    Map<String, List<FileVerdict>> ranges = new TreeMap<>();
    Map<String, List<FileVerdict>> numbers = new TreeMap<>();
    for (FileVerdict verdict : verdicts) {
      Matcher name = NUMBERED.matcher(verdict.path());
      if (verdict.first().isPresent()) {
        ranges.computeIfAbsent(verdict.scope(), unused -> new ArrayList<>()).add(verdict);
      } else if (name.matches() && ArchiveName.parse(verdict.path()).isEmpty()) {
        numbers.computeIfAbsent(name.group(1), unused -> new ArrayList<>()).add(verdict);
      } else {
        checked.add(verdict);
      }
    }
    ranges.values().forEach(files -> checked.addAll(ranges(files)));
    numbers.values().forEach(files -> checked.addAll(numbers(files)));
    checked.sort(Comparator.comparing(FileVerdict::path));
    return checked;
  }

  private static List<FileVerdict> ranges(List<FileVerdict> files) {
    List<FileVerdict> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.comparing(FileVerdict::firstKey)
            .thenComparing(FileVerdict::lastKey)
            .thenComparing(FileVerdict::path));
    List<FileVerdict> checked = new ArrayList<>();
    FileVerdict furthest = null;
    for (FileVerdict file : sorted) {
      // Rows with one and the same key may end a file and begin the next.
      if (furthest != null && file.firstKey().compareTo(furthest.lastKey()) < 0) {
        checked.add(
            file.failing(
                "overlaps "
                    + name(furthest)
                    + ": begins at "
                    + file.firstKey()
                    + ", before that one ends at "
                    + furthest.lastKey()));
      } else {
        checked.add(file);
      }
      if (furthest == null || file.lastKey().compareTo(furthest.lastKey()) > 0) {
        furthest = file;
      }
    }
    return checked;
  }

  private static List<FileVerdict> numbers(List<FileVerdict> files) {
    List<FileVerdict> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparingLong(Continuity::number));
    List<FileVerdict> checked = new ArrayList<>();
    long next = 0;
    for (FileVerdict file : sorted) {
      long number = number(file);
      checked.add(
          number == next
              ? file
              : file.failing(
                  "a gap before this file: number "
                      + next
                      + (number - next > 1 ? " to " + (number - 1) : "")
                      + " of the unit is missing"));
      next = number + 1;
    }
    return checked;
  }

  private static long number(FileVerdict file) {
    Matcher name = NUMBERED.matcher(file.path());
    return name.matches() ? Long.parseLong(name.group(2)) : 0;
  }

  private static String name(FileVerdict file) {
    return file.path().substring(file.path().lastIndexOf('/') + 1);
  }
}
