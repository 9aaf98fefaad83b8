package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.CompleteFile;
import dev.parqueduct.io.export.CompleteFile.KeySpan;
import dev.parqueduct.io.export.FileNaming;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the files of a unit: by the keys of their rows if these are in order, else by unit and
 * number.
 *
 * @param table as names have it
 * @param relation its name without the schema
 * @param ordered whether the rows have keys
 */
record UnitFileNaming(FileNames names, String table, String relation, boolean ordered)
    implements FileNaming {
  /** Partitions that say themselves which half of a month they hold. */
  private static final Pattern HALF_MONTH =
      Pattern.compile("permanent_data_items_(\\d{2})_(\\d{4})_(\\d{2})");

  private static final String NO_DATE = "__HIVE_DEFAULT_PARTITION__";

  UnitFileNaming {
    requireNonNull(names, "names");
    requireNonNull(table, "table");
    requireNonNull(relation, "relation");
  }

  static UnitFileNaming of(FileNames names, PgUnit unit) {
    return new UnitFileNaming(names, unit.source().id(), unit.source().name(), unit.isOrdered());
  }

  @Override
  public boolean tellsRows() {
    return ordered;
  }

  @Override
  public String path(CompleteFile file) {
    if (!ordered) {
      return folder(ArchiveName.hiveFolder(NO_DATE, NO_DATE, NO_DATE))
          + String.format("%s_%s-%04d.parquet", names.prefix(), file.unit(), file.number());
    }
    KeySpan keys =
        file.keys().orElseThrow(() -> new IllegalStateException("no keys of " + file.unit()));
    ArchiveName name = new ArchiveName(ArchiveName.head(names.prefix(), table), keys, file.rows());
    return folder(name.hiveFolder()) + name.text();
  }

  private String folder(String byDate) {
    return switch (names.layout()) {
      case FLAT -> "";
      case BY_PARTITION -> table + "/";
      case HIVE_DATE -> {
        Matcher half = HALF_MONTH.matcher(relation);
        yield half.matches()
            ? ArchiveName.hiveFolder(half.group(2), half.group(1), half.group(3))
            : byDate;
      }
    };
  }
}
