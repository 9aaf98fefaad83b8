package dev.parqueduct.io.rawkv.avro;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** How a value of Avro gets into a column. */
enum AvroKind {
  BOOLEAN(PrimitiveTypeName.BOOLEAN),
  INT(PrimitiveTypeName.INT32),
  LONG(PrimitiveTypeName.INT64),
  FLOAT(PrimitiveTypeName.FLOAT),
  DOUBLE(PrimitiveTypeName.DOUBLE),
  STRING(PrimitiveTypeName.BINARY),
  ENUM(PrimitiveTypeName.BINARY),
  BYTES(PrimitiveTypeName.BINARY),
  FIXED(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY),
  /** What has no column of its own kind, as text. */
  JSON(PrimitiveTypeName.BINARY);

  private final PrimitiveTypeName primitive;

  AvroKind(PrimitiveTypeName primitive) {
    this.primitive = primitive;
  }

  static AvroKind of(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> BOOLEAN;
      case INT -> INT;
      case LONG -> LONG;
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
      case STRING -> STRING;
      case ENUM -> ENUM;
      case BYTES -> BYTES;
      case FIXED -> FIXED;
      case ARRAY, MAP, UNION, RECORD, NULL -> JSON;
    };
  }

  Type column(Schema schema, Repetition repetition, String name) {
    Types.PrimitiveBuilder<org.apache.parquet.schema.PrimitiveType> type =
        Types.primitive(primitive, repetition);
    if (this == FIXED) {
      type = type.length(schema.getFixedSize());
    }
    LogicalTypeAnnotation annotation = annotation(schema);
    return (annotation == null ? type : type.as(annotation)).named(name);
  }

  /** The column's logical type, or null for none. */
  private LogicalTypeAnnotation annotation(Schema schema) {
    return switch (this) {
      case STRING -> stringType();
      case ENUM -> enumType();
      case JSON -> jsonType();
      case INT, LONG, BYTES, FIXED -> logical(schema.getLogicalType());
      case BOOLEAN, FLOAT, DOUBLE -> null;
    };
  }

  private static LogicalTypeAnnotation logical(LogicalType type) {
    if (type instanceof LogicalTypes.Decimal decimal) {
      return decimalType(decimal.getScale(), decimal.getPrecision());
    }
    if (type == null) {
      return null;
    }
    return switch (type.getName()) {
      case "date" -> dateType();
      case "time-millis" -> timeType(false, TimeUnit.MILLIS);
      case "time-micros" -> timeType(false, TimeUnit.MICROS);
      case "timestamp-millis" -> timestampType(true, TimeUnit.MILLIS);
      case "timestamp-micros" -> timestampType(true, TimeUnit.MICROS);
      case "local-timestamp-millis" -> timestampType(false, TimeUnit.MILLIS);
      case "local-timestamp-micros" -> timestampType(false, TimeUnit.MICROS);
      default -> null;
    };
  }
}
