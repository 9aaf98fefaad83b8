package dev.parqueduct.io.rawkv.avro;

import com.google.common.base.Utf8;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * A column of a record.
 *
 * @param path for messages
 * @param positions of the fields from the record down
 */
record AvroColumn(AvroKind kind, Type type, String path, int[] positions) {
  private Object value(IndexedRecord record) {
    Object value = record;
    for (int position : positions) {
      if (value == null) {
        return null;
      }
      value = ((IndexedRecord) value).get(position);
    }
    return value;
  }

  /** Checks what Avro's own reader lets through. */
  void check(IndexedRecord record) throws RejectedEntryException {
    switch (kind) {
      case STRING -> {
        if (value(record) instanceof org.apache.avro.util.Utf8 text
            && !Utf8.isWellFormed(text.getBytes(), 0, text.getByteLength())) {
          throw new RejectedEntryException("avro", path + " is no UTF-8");
        }
      }
      case BYTES, FIXED -> {
        if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
          checkDecimal(value(record), decimal.getPrecision());
        }
      }
      default -> {}
    }
  }

  private void checkDecimal(Object value, int precision) throws RejectedEntryException {
    if (value == null) {
      return;
    }
    byte[] bytes = value instanceof GenericFixed fixed ? fixed.bytes() : copy((ByteBuffer) value);
    if (bytes.length == 0
        || new BigInteger(bytes).abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
      throw new RejectedEntryException("avro", path + " is no decimal of " + precision + " digits");
    }
  }

  private static byte[] copy(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  void write(IndexedRecord record, RowWriter row, int column) {
    Object value = value(record);
    if (value == null) {
      row.setNull(column);
      return;
    }
    switch (kind) {
      case BOOLEAN -> row.setBoolean(column, (Boolean) value);
      case INT -> row.setInt(column, (Integer) value);
      case LONG -> row.setLong(column, (Long) value);
      case FLOAT -> row.setFloat(column, (Float) value);
      case DOUBLE -> row.setDouble(column, (Double) value);
      case BYTES -> {
        ByteBuffer bytes = (ByteBuffer) value;
        row.setBinary(
            column, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      }
      case FIXED -> setBinary(row, column, ((GenericFixed) value).bytes());
      case STRING -> {
        if (value instanceof org.apache.avro.util.Utf8 text) {
          row.setBinary(column, text.getBytes(), 0, text.getByteLength());
        } else {
          setText(row, column, value.toString());
        }
      }
      case ENUM -> setText(row, column, value.toString());
      case JSON -> setText(row, column, GenericData.get().toString(value));
    }
  }

  private static void setText(RowWriter row, int column, String text) {
    setBinary(row, column, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void setBinary(RowWriter row, int column, byte[] bytes) {
    row.setBinary(column, bytes, 0, bytes.length);
  }
}
