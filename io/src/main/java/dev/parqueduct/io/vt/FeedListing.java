package dev.parqueduct.io.vt;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the packages of an input.
 *
 * @param inputs folders, globs or files
 * @param startDate first day, inclusive, or null for no bound
 * @param endDate last day, inclusive, or null for no bound
 */
public record FeedListing(List<String> inputs, LocalDate startDate, LocalDate endDate)
    implements Serializable {

  private static final DateTimeFormatter COMPACT = DateTimeFormatter.BASIC_ISO_DATE;
  // Below this many days each day's folder is listed alone instead of the whole feed.
  private static final int MAX_DAY_LISTINGS = 400;

  public FeedListing {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no input");
    }
    inputs = new ArrayList<>(inputs);
  }

  /**
   * What was found.
   *
   * @param packages in feed order
   * @param undatedLeftOut files left out because dates were asked for and their names carry none
   */
  public record Found(List<FeedPackage> packages, long undatedLeftOut) implements Serializable {}

  /**
   * Lists the input.
   *
   * @throws RunFailedException with exit code 2 when an input matches nothing, or when two files
   *     share a name
   */
  public Found list(ObjectStore store) throws IOException {
    List<FeedPackage> listed = new ArrayList<>();
    for (String input : inputs) {
      listed.addAll(list(store, input));
    }
    listed.sort(FeedPackage.FEED_ORDER);
    List<FeedPackage> packages = new ArrayList<>();
    long undated = 0;
    FeedPackage last = null;
    for (FeedPackage found : listed) {
      if (last != null && last.name().equals(found.name())) {
        failUnlessSame(last, found);
        continue;
      }
      last = found;
      if (found.date().isEmpty() && (startDate != null || endDate != null)) {
        undated++;
      } else if (inRange(found.date())) {
        packages.add(found);
      }
    }
    if (packages.isEmpty()) {
      throw RunFailedException.usage(
          "No package of "
              + String.join(", ", inputs)
              + " lies between "
              + (startDate == null ? "the beginning" : startDate)
              + " and "
              + (endDate == null ? "the end" : endDate)
              + " ("
              + listed.size()
              + " files found). Check --startDate and --endDate.");
    }
    return new Found(packages, undated);
  }

  private List<FeedPackage> list(ObjectStore store, String input) throws IOException {
    if (ObjectStore.hasWildcard(input)) {
      List<StoredObject> objects = store.list(input);
      String fixed = input.substring(0, ObjectStore.firstWildcard(input));
      return nonEmpty(input, named(objects, folderOf(fixed)));
    }
    List<StoredObject> days = new ArrayList<>();
    for (String day : dayFolders()) {
      days.addAll(store.list(ObjectStore.join(input, day + "/**")));
    }
    if (!days.isEmpty()) {
      return named(days, input);
    }
    List<StoredObject> below = store.list(ObjectStore.join(input, "**"));
    if (!below.isEmpty()) {
      return nonEmpty(input, named(below, input));
    }
    return nonEmpty(input, named(store.list(input), folderOf(input)));
  }

  private List<String> dayFolders() {
    if (startDate == null
        || endDate == null
        || startDate.plusDays(MAX_DAY_LISTINGS).isBefore(endDate)) {
      return List.of();
    }
    return startDate.datesUntil(endDate.plusDays(1)).map(COMPACT::format).toList();
  }

  private static List<FeedPackage> named(List<StoredObject> objects, String root) {
    // The listing answers with absolute paths, the root may be relative.
    String inFolder = ObjectStore.listedPath(ObjectStore.join(root.isEmpty() ? "." : root, "x"));
    String prefix = inFolder.substring(0, inFolder.length() - 1);
    List<FeedPackage> packages = new ArrayList<>();
    for (StoredObject object : objects) {
      String relative =
          object.path().startsWith(prefix)
              ? object.path().substring(prefix.length())
              : object.path();
      if (!isHidden(relative)) {
        packages.add(FeedPackage.of(relative, object.path(), object.bytes()));
      }
    }
    return packages;
  }

  private static List<FeedPackage> nonEmpty(String input, List<FeedPackage> packages) {
    if (packages.isEmpty()) {
      throw RunFailedException.usage(
          "The input " + input + " matches no file. Check the path of --input.");
    }
    return packages;
  }

  /** A file that two inputs match counts once; two files of one name cannot be told apart. */
  private static void failUnlessSame(FeedPackage one, FeedPackage other) {
    if (!one.path().equals(other.path())) {
      throw RunFailedException.usage(
          "Two inputs are the same package "
              + one.name()
              + ": "
              + one.path()
              + " and "
              + other.path()
              + ". Leave one of them out of --input.");
    }
  }

  private boolean inRange(String date) {
    if (date.isEmpty()) {
      return true;
    }
    LocalDate day = LocalDate.parse(date, COMPACT);
    return !(startDate != null && day.isBefore(startDate))
        && !(endDate != null && day.isAfter(endDate));
  }

  /** Names that begin with a dot or an underscore are bookkeeping by convention. */
  private static boolean isHidden(String relative) {
    for (String part : relative.split("/")) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static String folderOf(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
