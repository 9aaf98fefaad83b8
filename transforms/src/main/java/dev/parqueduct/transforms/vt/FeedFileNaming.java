package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.CompleteFile;
import dev.parqueduct.io.export.FileNaming;
import dev.parqueduct.io.vt.FeedUnit;

/**
 * Names of the feed's files.
 *
 * <ul>
 *   <li>{@link Layout#FLAT}: {@code {db}.{table}.{number}.parquet}, which TiDB Lightning routes to
 *       the table by its default rule; the number is the date, the part of the day (3 digits) and
 *       the file (4 digits).
 *   <li>{@link Layout#HIVE}: {@code date=YYYYMMDD/part-{part}-{file}.parquet}.
 * </ul>
 *
 * @param table {@code db.table}
 */
public record FeedFileNaming(Layout layout, String table) implements FileNaming {
  private static final String NO_DATE = "00000000";
  private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";

  /** How files are arranged. */
  public enum Layout {
    FLAT,
    HIVE
  }

  public FeedFileNaming {
    requireNonNull(layout, "layout");
    requireNonNull(table, "table");
  }

  @Override
  public String path(CompleteFile file) {
    String unit = file.unit();
    int part = FeedUnit.partOf(unit);
    String date = unit.substring(0, unit.lastIndexOf('-'));
    boolean dated = Character.isDigit(date.charAt(0));
    return switch (layout) {
      case FLAT ->
          String.format(
              "%s.%s%03d%04d.parquet", table, dated ? date : NO_DATE, part, file.number());
      case HIVE ->
          String.format(
              "date=%s/part-%03d-%04d.parquet", dated ? date : HIVE_NULL, part, file.number());
    };
  }
}
