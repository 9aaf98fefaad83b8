package dev.parqueduct.io.rawkv;

import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.parqueduct.io.report.RunFailedException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** The columns that an export of keys and values can have, in their order. */
public enum KvColumn {
  KEY,
  VALUE,
  /** INT32; null before API V2. */
  KEYSPACE,
  /** TIMESTAMP; null for what never expires; what expires after the year 294246 does so in it. */
  EXPIRES_AT,
  /** INT64, the version as a timestamp of TiKV: commit_ts of TxnKV; null before API V2. */
  COMMIT_TS,
  /** TIMESTAMP: the time in {@link #COMMIT_TS}. */
  COMMITTED_AT;

  public String columnName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a list of column names; fails naming the option when one is unknown. */
  public static Set<KvColumn> parse(String option, String list) {
    Set<KvColumn> columns = EnumSet.noneOf(KvColumn.class);
    for (String name : list.split(",", -1)) {
      columns.add(named(option, name.strip()));
    }
    return columns;
  }

  private static KvColumn named(String option, String name) {
    return Arrays.stream(values())
        .filter(column -> column.columnName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RunFailedException.usage(
                    option
                        + ": there is no column '"
                        + name
                        + "', only "
                        + Arrays.stream(values())
                            .map(KvColumn::columnName)
                            .collect(Collectors.joining(", "))));
  }

  PrimitiveType type(KvOptions options) {
    return switch (this) {
      case KEY -> options.keyForm().column(columnName());
      case VALUE -> options.valueForm().column(columnName());
      case KEYSPACE -> Types.optional(PrimitiveTypeName.INT32).named(columnName());
      case COMMIT_TS -> Types.optional(PrimitiveTypeName.INT64).named(columnName());
      case EXPIRES_AT, COMMITTED_AT ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(timestampType(true, TimeUnit.MICROS))
              .named(columnName());
    };
  }
}
