package dev.parqueduct.io.rawkv;

import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** How keys and values are written. */
public enum BytesForm {
  /** Bytes, as they are. */
  BINARY,
  /** STRING; the bytes must be UTF-8. */
  TEXT,
  /** STRING: two lower-case hexadecimal digits a byte. */
  HEX;

  PrimitiveType column(String name) {
    Types.PrimitiveBuilder<PrimitiveType> binary = Types.required(PrimitiveTypeName.BINARY);
    return (this == BINARY ? binary : binary.as(LogicalTypeAnnotation.stringType())).named(name);
  }
}
