package dev.parqueduct.io.vt;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of the export. Hashes are lower-case hexadecimal text; scan_date is UTC wall-clock
 * time, not adjusted, so that no database shifts it into its session's zone; classification is null
 * until it is filled; date is the package's.
 */
public enum ReportSchema {
  /** scan_date as TIMESTAMP in milliseconds. */
  TIMESTAMP,
  /** scan_date as text, {@code YYYY-MM-DD HH:MM:SS}. */
  STRING;

  static final int SHA256 = 0;
  static final int SHA1 = 1;
  static final int MD5 = 2;
  static final int POSITIVES = 3;
  static final int TOTAL = 4;
  static final int SCAN_DATE = 5;
  static final int DETECTION_NAMES = 6;
  static final int CLASSIFICATION = 7;
  static final int DATE = 8;

  /** The Parquet schema. */
  public MessageType schema() {
    return Types.buildMessage()
        .addField(Types.required(BINARY).as(stringType()).named("sha256"))
        .addField(Types.optional(BINARY).as(stringType()).named("sha1"))
        .addField(Types.optional(BINARY).as(stringType()).named("md5"))
        .addField(Types.optional(INT32).named("positives"))
        .addField(Types.optional(INT32).named("total"))
        .addField(scanDate())
        .addField(Types.optional(BINARY).as(stringType()).named("detection_names"))
        .addField(Types.optional(BINARY).as(stringType()).named("classification"))
        .addField(Types.optional(BINARY).as(stringType()).named("date"))
        .named("report");
  }

  private Type scanDate() {
    return switch (this) {
      case TIMESTAMP ->
          Types.optional(INT64).as(timestampType(false, TimeUnit.MILLIS)).named("scan_date");
      case STRING -> Types.optional(BINARY).as(stringType()).named("scan_date");
    };
  }
}
