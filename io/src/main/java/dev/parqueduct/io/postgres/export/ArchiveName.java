package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.CompleteFile.KeySpan;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file whose rows are ordered by timestamp and id: {@code
 * {prefix}_{schema}.{table}_{start}_{id8}-{end}_{id8}_rows-{count}.parquet}, where start and end
 * are the timestamps of the first and the last row in UTC, without fractions of seconds, and id8
 * the first eight characters of their ids in base64url.
 *
 * @param head what comes before the keys: {@code prefix_schema.table}
 * @param keys of the first and the last row, {@code 20260101T000000Z_AbCdEfGh}
 */
record ArchiveName(String head, KeySpan keys, long rows) {
  // Ids may have - and _ in them, and tables anything: only from the end is the form certain.
  private static final Pattern FORM =
      Pattern.compile(
          "(.*)_(\\d{8}T\\d{6}Z_[A-Za-z0-9_-]{8})-(\\d{8}T\\d{6}Z_[A-Za-z0-9_-]{8})"
              + "_rows-(\\d+)\\.parquet");

  /** Where the characters for the month and so on are in a key. */
  private static final int YEAR_END = 4;

  private static final int MONTH_END = 6;
  private static final int DAY_END = 8;

  /** The first day of the second half of a month. */
  private static final int SECOND_HALF = 15;

  ArchiveName {
    requireNonNull(head, "head");
    requireNonNull(keys, "keys");
  }

  static String head(String prefix, String table) {
    return prefix + "_" + table;
  }

  /** Reads a name, without folders. */
  static Optional<ArchiveName> parse(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ArchiveName(
            form.group(1),
            new KeySpan(form.group(2), form.group(3)),
            Long.parseLong(form.group(4))));
  }

  String text() {
    return head + "_" + keys.first() + "-" + keys.last() + "_rows-" + rows + ".parquet";
  }

  /** The folder for the time of the last row. */
  String hiveFolder() {
    String end = keys.last();
    int day = Integer.parseInt(end.substring(MONTH_END, DAY_END));
    return hiveFolder(
        end.substring(0, YEAR_END),
        end.substring(YEAR_END, MONTH_END),
        day < SECOND_HALF ? "01" : "02");
  }

  static String hiveFolder(String year, String month, String half) {
    return "year=" + year + "/month=" + month + "/half=" + half + "/";
  }
}
