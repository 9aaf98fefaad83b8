package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.report.RunFailedException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/**
 * Parquet schemas as Iceberg's (Iceberg specification, appendix A, "Parquet"). Columns are known by
 * name: the files carry no field ids, and the table has a name mapping.
 */
final class TableSchemas {
  /** Iceberg's limit. */
  private static final int MAX_PRECISION = 38;

  private TableSchemas() {}

  /**
   * The schema of a new table, with the ids that the table will give.
   *
   * @throws RunFailedException naming a column that Iceberg has no type for
   */
  static Schema of(MessageType files, String table) {
    if (ParquetSchemaUtil.hasIds(files)) {
      throw RunFailedException.failed(
          "The schema of "
              + table
              + " has field ids; files of Iceberg tables are matched by the names of their columns"
              + " and must have none");
    }
    for (ColumnDescriptor column : files.getColumns()) {
      Optional<String> obstacle = obstacle(column.getPrimitiveType());
      if (obstacle.isPresent()) {
        throw RunFailedException.usage(
            "Column "
                + String.join(".", column.getPath())
                + " of "
                + table
                + " cannot be in an Iceberg table: "
                + obstacle.get());
      }
    }
    Schema converted;
    try {
      converted = ParquetSchemaUtil.convert(files);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw RunFailedException.usage(
          "The schema of " + table + " has no form as an Iceberg table: " + e.getMessage());
    }
    AtomicInteger lastId = new AtomicInteger();
    return TypeUtil.assignFreshIds(converted, lastId::incrementAndGet);
  }

  /** Why a column cannot be, or be read correctly, in a table of version 2. */
  private static Optional<String> obstacle(PrimitiveType type) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (annotation instanceof IntLogicalTypeAnnotation integer
        && !integer.isSigned()
        && integer.getBitWidth() >= 32) {
      return Optional.of(
          integer.getBitWidth() == 32
              ? "readers take UINT_32 for signed; export it as INT64"
              : "there is no UINT_64; export it as DECIMAL(20,0)");
    }
    if (annotation instanceof DecimalLogicalTypeAnnotation decimal
        && decimal.getPrecision() > MAX_PRECISION) {
      return Optional.of("decimals end at 38 digits; export it as a string");
    }
    if (annotation instanceof TimestampLogicalTypeAnnotation timestamp
        && timestamp.getUnit() != TimeUnit.MICROS) {
      // Filters compare milliseconds in the files with microseconds, and miss rows.
      return Optional.of("timestamps have microseconds; export it as TIMESTAMP_MICROS");
    }
    if (annotation instanceof TimeLogicalTypeAnnotation time && time.getUnit() != TimeUnit.MICROS) {
      return Optional.of("times have microseconds; export it as TIME_MICROS");
    }
    if (annotation instanceof UUIDLogicalTypeAnnotation) {
      return Optional.of(
          "Iceberg's library takes UUIDs of Parquet for bytes; export it as a string");
    }
    return Optional.empty();
  }

  /**
   * Lets a table take files of another schema: new columns are added, as optional ones; int becomes
   * long, float double, and decimals grow, where the files need it; a column that the files lack or
   * leave null becomes optional. No column is removed or renamed.
   *
   * @return whether anything changes
   * @throws RunFailedException when a column changed its type otherwise
   */
  static boolean evolve(UpdateSchema update, Schema current, Schema files, String table) {
    try {
      update.unionByNameWith(files);
      for (Types.NestedField column : current.columns()) {
        if (column.isRequired() && files.findField(column.name()) == null) {
          update.makeColumnOptional(column.name());
        }
      }
      Schema evolved = update.apply();
      requireReadable(evolved, files);
      return !evolved.sameSchema(current);
    } catch (RuntimeException e) {
      throw RunFailedException.failed(
          "The Iceberg table "
              + table
              + " exists with a schema that these files do not fit: "
              + e.getMessage()
              + ". Commit them to another table, or drop that one.");
    }
  }

  /** The union takes narrower types for no change, more generously than readers are. */
  private static void requireReadable(Schema table, Schema files) {
    for (Types.NestedField column : files.columns()) {
      Type wanted = table.findField(column.name()).type();
      if (column.type().isPrimitiveType()
          && !TypeUtil.isPromotionAllowed(column.type(), wanted.asPrimitiveType())) {
        throw new IllegalArgumentException(
            "column " + column.name() + " is " + wanted + ", not " + column.type());
      }
    }
  }
}
