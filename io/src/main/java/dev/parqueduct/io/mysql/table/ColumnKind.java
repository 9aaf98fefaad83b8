package dev.parqueduct.io.mysql.table;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** What the values of a Parquet column are to a database of the MySQL protocol. */
public enum ColumnKind {
  /** Booleans as 0 and 1. */
  BOOLEAN,
  /** Signed integers; also what counts nanoseconds, which no type of the database holds. */
  INTEGER,
  UNSIGNED,
  /** Floats, too: the database shows only six digits of its own single floats. */
  DOUBLE,
  DECIMAL,
  DATE,
  /** Times of day that count milliseconds. */
  TIME_MILLIS,
  TIME_MICROS,
  /** Wall-clock times, or UTC. */
  DATETIME_MILLIS,
  DATETIME_MICROS,
  /** Julian day and nanoseconds. */
  DATETIME_INT96,
  /** UTF-8. */
  TEXT,
  BYTES;

  static ColumnKind of(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation) {
      return DECIMAL;
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> BOOLEAN;
      case FLOAT, DOUBLE -> DOUBLE;
      case INT96 -> DATETIME_INT96;
      case INT32, INT64 -> ofInteger(logical);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> isText(logical) ? TEXT : BYTES;
    };
  }

  private static ColumnKind ofInteger(LogicalTypeAnnotation logical) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return DATE;
    }
    if (logical instanceof IntLogicalTypeAnnotation integer) {
      return integer.isSigned() ? INTEGER : UNSIGNED;
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return switch (time.getUnit()) {
        case MILLIS -> TIME_MILLIS;
        case MICROS -> TIME_MICROS;
        case NANOS -> INTEGER;
      };
    }
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return timestamp.getUnit() == TimeUnit.NANOS
          ? INTEGER
          : timestamp.getUnit() == TimeUnit.MILLIS ? DATETIME_MILLIS : DATETIME_MICROS;
    }
    return INTEGER;
  }

  private static boolean isText(LogicalTypeAnnotation logical) {
    return logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation;
  }

  /** Whether the database has one type for both; the later of the two constants is the finer. */
  boolean isLike(ColumnKind other) {
    return this == other || (isTime() && other.isTime()) || (isDatetime() && other.isDatetime());
  }

  private boolean isTime() {
    return this == TIME_MILLIS || this == TIME_MICROS;
  }

  private boolean isDatetime() {
    return this == DATETIME_MILLIS || this == DATETIME_MICROS || this == DATETIME_INT96;
  }

  /** Whether the size of its type is chosen from the values. */
  public boolean isSized() {
    return switch (this) {
      case TEXT, BYTES, DATETIME_MILLIS, DATETIME_MICROS, DATETIME_INT96 -> true;
      default -> false;
    };
  }
}
