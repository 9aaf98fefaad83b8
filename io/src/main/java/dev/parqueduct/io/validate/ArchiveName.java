package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of an archive file says of its content: {@code
 * {prefix}_{schema}.{table}_{startTs}_{startId8}-{endTs}_{endId8}_rows-{n}.parquet}. Ids may hold
 * {@code -} and {@code _}, so that the name is read from the right.
 *
 * @param table schema and table, with a dot between them
 * @param start the first row
 * @param end the last row
 * @param rows of the file
 */
record ArchiveName(String table, Point start, Point end, long rows) {
  private static final Pattern FORM =
      Pattern.compile(
          "(.*)_(\\d{8}T\\d{6}Z)_([A-Za-z0-9_-]{8})-(\\d{8}T\\d{6}Z)_([A-Za-z0-9_-]{8})"
              + "_rows-(\\d{1,18})\\.parquet");
  private static final Pattern TABLE = Pattern.compile(".*_([^.]+\\..+)");

  /**
   * A row as names tell it.
   *
   * @param timestamp in seconds, the rest cut off
   * @param id the first eight characters of the id in base64url
   */
  record Point(String timestamp, String id) implements Serializable {
    Point {
      requireNonNull(timestamp, "timestamp");
      requireNonNull(id, "id");
    }
  }

  ArchiveName {
    requireNonNull(table, "table");
    requireNonNull(start, "start");
    requireNonNull(end, "end");
  }

  /** Parses the last part of a path; nothing for names of other forms. */
  static Optional<ArchiveName> parse(String path) {
    Matcher name = FORM.matcher(path.substring(path.lastIndexOf('/') + 1));
    if (!name.matches()) {
      return Optional.empty();
    }
    Matcher table = TABLE.matcher(name.group(1));
    return Optional.of(
        new ArchiveName(
            table.matches() ? table.group(1) : name.group(1),
            new Point(name.group(2), name.group(3)),
            new Point(name.group(4), name.group(5)),
            Long.parseLong(name.group(6))));
  }
}
