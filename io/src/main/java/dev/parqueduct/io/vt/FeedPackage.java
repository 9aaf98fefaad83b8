package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of the feed. The feed's own names carry the date and minute: {@code
 * {root}/20201101/20201101T0000}, hourly {@code 20201101T00}, API v3 {@code 202011010000}.
 *
 * @param name stable name, independent of where the feed is mounted: {@code 20201101/20201101T0000}
 *     for a name of the feed's own, else the path below the input folder
 * @param path where to read it
 * @param date {@code YYYYMMDD}, or empty when neither the name nor its folder carries one
 * @param bytes its (compressed) size
 */
public record FeedPackage(String name, String path, String date, long bytes)
    implements Serializable {

  /** The order that decides which report is the first: date, then name. Undated ones come last. */
  public static final Comparator<FeedPackage> FEED_ORDER =
      Comparator.comparing((FeedPackage p) -> p.date().isEmpty())
          .thenComparing(FeedPackage::date)
          .thenComparing(FeedPackage::name);

  private static final Pattern DATE_IN_NAME =
      Pattern.compile("(?<![0-9])([0-9]{8})(?:T?[0-9]{4}|T?[0-9]{2})?(?![0-9])");
  private static final Pattern FEED_NAME = Pattern.compile("[0-9]{8}T?(?:[0-9]{4}|[0-9]{2})");

  public FeedPackage {
    requireNonNull(name, "name");
    requireNonNull(path, "path");
    requireNonNull(date, "date");
  }

  /**
   * Names a file by its place.
   *
   * @param relative its path below the input folder or the fixed part of the glob
   */
  static FeedPackage of(String relative, String path, long bytes) {
    int slash = path.lastIndexOf('/');
    String file = path.substring(slash + 1);
    String folder = path.substring(path.lastIndexOf('/', slash - 1) + 1, Math.max(slash, 0));
    Optional<String> ownDate = dateIn(file);
    boolean feedName = ownDate.isPresent() && FEED_NAME.matcher(file).matches();
    // Interned: a long range has thousands of packages a day.
    String date = ownDate.or(() -> dateIn(folder)).orElse("").intern();
    return new FeedPackage(feedName ? date + "/" + file : relative, path, date, bytes);
  }

  private static Optional<String> dateIn(String text) {
    Matcher matcher = DATE_IN_NAME.matcher(text);
    while (matcher.find()) {
      String date = matcher.group(1);
      if (isDate(date)) {
        return Optional.of(date);
      }
    }
    return Optional.empty();
  }

  private static boolean isDate(String digits) {
    try {
      int year = Integer.parseInt(digits.substring(0, 4));
      LocalDate parsed =
          LocalDate.of(
              year,
              Integer.parseInt(digits.substring(4, 6)),
              Integer.parseInt(digits.substring(6, 8)));
      // VirusTotal began in 2004: digits outside its life are a number, not a date.
      return parsed.getYear() >= 2004 && parsed.getYear() < 2100;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
