package dev.parqueduct.io.tidb;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import dev.parqueduct.io.tidb.ColumnMapping.Mapped;
import dev.parqueduct.io.tidb.NumberDecoder.NumberSign;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * A column of the file in the making.
 *
 * @param slot where the column lies among the leaf columns
 */
record Leaf(String name, Repetition repetition, int slot) {
  Mapped plain(PrimitiveTypeName type, ColumnDecoder decoder) {
    return new Mapped(Types.primitive(type, repetition).named(name), decoder);
  }

  Mapped annotated(
      PrimitiveTypeName type, LogicalTypeAnnotation annotation, ColumnDecoder decoder) {
    return new Mapped(Types.primitive(type, repetition).as(annotation).named(name), decoder);
  }

  Mapped fixed(int size, LogicalTypeAnnotation annotation, ColumnDecoder decoder) {
    return new Mapped(
        Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
            .length(size)
            .as(annotation)
            .named(name),
        decoder);
  }

  Mapped string(ColumnDecoder decoder) {
    return annotated(PrimitiveTypeName.BINARY, stringType(), decoder);
  }

  Mapped int32(LogicalTypeAnnotation annotation, NumberSign sign) {
    int bits =
        annotation instanceof IntLogicalTypeAnnotation width ? width.getBitWidth() : Integer.SIZE;
    return annotated(PrimitiveTypeName.INT32, annotation, new IntegerColumns.Int(slot, sign, bits));
  }

  Mapped int64(LogicalTypeAnnotation annotation, NumberSign sign) {
    return annotated(PrimitiveTypeName.INT64, annotation, new IntegerColumns.Long64(slot, sign));
  }

  Mapped truth(NumberSign sign) {
    return plain(PrimitiveTypeName.BOOLEAN, new IntegerColumns.Truth(slot, sign));
  }

  Mapped list(Type element, ColumnDecoder decoder) {
    return new Mapped(Types.list(repetition).element(element).named(name), decoder);
  }

  /** The definition level of a list without elements. */
  int emptyLevel() {
    return repetition == Repetition.OPTIONAL ? 1 : 0;
  }
}
