package dev.parqueduct.io.clickhouse.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** Which types of ClickHouse the columns of a file have. */
public final class ExportSchema {
  private ExportSchema() {}

  /**
   * The types by column, in the order of the file; columns of types that are not known are left
   * out.
   */
  public static Map<String, String> types(MessageType schema) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Type field : schema.getFields()) {
      type(field).ifPresent(type -> types.put(field.getName(), type));
    }
    return types;
  }

  private static Optional<String> type(Type field) {
    if (field.isPrimitive()) {
      return scalar(field.asPrimitiveType())
          .map(
              type ->
                  field.isRepetition(Type.Repetition.OPTIONAL) ? "Nullable(" + type + ")" : type);
    }
    List<PrimitiveType> leaves = leaves(field.asGroupType());
    List<String> types = new ArrayList<>();
    for (PrimitiveType leaf : leaves) {
      scalar(leaf).ifPresent(types::add);
    }
    if (types.size() != leaves.size()) {
      return Optional.empty();
    }
    return switch (types.size()) {
      case 1 -> Optional.of("Array(" + types.get(0) + ")");
      case 2 -> Optional.of("Map(" + types.get(0) + ", " + types.get(1) + ")");
      default -> Optional.empty();
    };
  }

  /** The leaves of a list or a map; none for other groups. */
  private static List<PrimitiveType> leaves(GroupType group) {
    if (group.getFieldCount() != 1 || !group.getType(0).isRepetition(Type.Repetition.REPEATED)) {
      return List.of();
    }
    Type repeated = group.getType(0);
    if (repeated.isPrimitive()) {
      return List.of(repeated.asPrimitiveType());
    }
    List<PrimitiveType> leaves = new ArrayList<>();
    for (Type leaf : repeated.asGroupType().getFields()) {
      if (!leaf.isPrimitive() || leaf.isRepetition(Type.Repetition.REPEATED)) {
        return List.of();
      }
      leaves.add(leaf.asPrimitiveType());
    }
    return leaves;
  }

  private static Optional<String> scalar(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return Optional.of("Decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")");
    }
    return Optional.ofNullable(
        switch (type.getPrimitiveTypeName()) {
          case BINARY -> "String";
          case BOOLEAN -> "Bool";
          case INT32, INT64 -> integer(type, logical);
          case FLOAT -> "Float32";
          case DOUBLE -> "Float64";
          case FIXED_LEN_BYTE_ARRAY, INT96 -> null;
        });
  }

  private static String integer(PrimitiveType type, LogicalTypeAnnotation logical) {
    if (logical instanceof IntLogicalTypeAnnotation integer) {
      return (integer.isSigned() ? "Int" : "UInt") + integer.getBitWidth();
    }
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return switch (timestamp.getUnit()) {
        case MILLIS -> "DateTime64(3)";
        case MICROS -> "DateTime64(6)";
        case NANOS -> "DateTime64(9)";
      };
    }
    if (logical != null) {
      return null;
    }
    return type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.INT32 ? "Int32" : "Int64";
  }
}
