package dev.parqueduct.io.rawkv.avro;

import dev.parqueduct.io.rawkv.ValueDecoder;
import dev.parqueduct.io.rawkv.ValueParser;
import org.apache.avro.Schema;

/**
 * Decodes values that are Avro records in the binary encoding. The configuration is their schema,
 * the text of an {@code .avsc} file.
 *
 * <p>Each field becomes a column of the type that parquet-java gives it, logical types included.
 * Nested records are taken apart: their fields' columns are named {@code record_field}. Arrays,
 * maps, unions of more than null and one type, and records within themselves become JSON text, as
 * Avro prints it. A field that may be null, or is in a record that may, is an optional column.
 *
 * <p>A value may begin with the header of Avro's single-object encoding. It is told by the schema's
 * fingerprint in it; a value that begins like a header with another fingerprint is rejected. Where
 * that goes wrong, a property {@code "framing"} of the schema says how values are framed: {@code
 * "binary"} (never a header), {@code "single-object"} (always), or {@code "auto"}.
 *
 * <p>Rejected (reason {@code avro}) are values that do not fit the schema, or go on behind it.
 */
public final class AvroValueDecoder implements ValueDecoder {
  @Override
  public String name() {
    return "avro";
  }

  @Override
  public ValueParser parser(String configuration) {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(configuration);
    } catch (RuntimeException e) {
      // Also of unknown types: NullPointerException is what Avro 1.12 throws there.
      throw new IllegalArgumentException("it is no Avro schema: " + e.getMessage(), e);
    }
    if (schema.getType() != Schema.Type.RECORD) {
      throw new IllegalArgumentException(
          "the schema must be a record's, not of type " + schema.getType().getName());
    }
    return new AvroValueParser(schema, Framing.of(schema), AvroColumns.of(schema));
  }
}
