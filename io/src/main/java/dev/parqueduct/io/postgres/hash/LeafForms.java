package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.AsText;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.hash.LeafForm.Shortcut;
import dev.parqueduct.io.postgres.hash.LeafForm.StringForm;
import java.math.BigInteger;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Chooses the {@link LeafForm} of a type of PostgreSQL as a primitive type of Parquet. */
final class LeafForms {
  private static final byte[] BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(UTF_8);

  private LeafForms() {}

  /**
   * @throws IllegalArgumentException if the server's value cannot be told from the file's
   */
  static LeafForm of(PgType type, PrimitiveType parquet, Conversion conversion) {
    if (conversion == Conversion.BASE64URL_BYTES) {
      requireStrings(type, parquet);
      return LeafForm.ofStrings(Shortcut.NONE, LeafForms::writeBase64);
    }
    if (type instanceof Enumeration || type instanceof AsText) {
      requireStrings(type, parquet);
      return LeafForm.ofStrings(Shortcut.BYTES, LeafForms::copy);
    }
    if (!(type instanceof Base base)) {
      throw unsupported(type, parquet);
    }
    return switch (parquet.getPrimitiveTypeName()) {
      case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> numbers(base, parquet);
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          parquet.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
              ? decimals(base, parquet, decimal.getScale())
              : strings(base, parquet);
    };
  }

  private static void requireStrings(PgType type, PrimitiveType parquet) {
    switch (parquet.getPrimitiveTypeName()) {
      case BINARY, FIXED_LEN_BYTE_ARRAY -> {}
      default -> throw unsupported(type, parquet);
    }
  }

  private static IllegalArgumentException unsupported(PgType type, PrimitiveType parquet) {
    return new IllegalArgumentException(
        "values of type " + type.name() + " cannot be had back from " + parquet);
  }

  private static LeafForm numbers(Base type, PrimitiveType parquet) {
    LogicalTypeAnnotation annotation = parquet.getLogicalTypeAnnotation();
    return switch (type.type()) {
      case BOOL -> LeafForm.ofNumbers(Shortcut.INT, (n, out) -> out.writeByte((int) n));
      case INT2 -> LeafForm.ofNumbers(Shortcut.INT, (n, out) -> out.writeShort((int) n));
      case INT4, OID -> LeafForm.ofNumbers(Shortcut.INT, (n, out) -> out.writeInt((int) n));
      case INT8, TIME -> LeafForm.ofNumbers(Shortcut.LONG, (n, out) -> out.writeLong(n));
      case MONEY -> LeafForm.ofNumbers(Shortcut.EIGHT_BYTES, (n, out) -> out.writeLong(n));
      case FLOAT8 -> LeafForm.ofNumbers(Shortcut.EIGHT_BYTES, (n, out) -> out.writeLong(n));
      case FLOAT4 -> LeafForm.ofNumbers(Shortcut.FOUR_BYTES, (n, out) -> out.writeInt((int) n));
      case DATE ->
          LeafForm.ofNumbers(Shortcut.DAYS, (n, out) -> out.writeInt(ServerTime.days((int) n)));
      case TIMESTAMP, TIMESTAMPTZ ->
          LeafForm.ofNumbers(Shortcut.MICROS, (n, out) -> out.writeLong(ServerTime.micros(n)));
      case NUMERIC -> {
        int scale =
            annotation instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
        yield LeafForm.ofDecimals(scale);
      }
      default -> throw unsupported(type, parquet);
    };
  }

  private static LeafForm decimals(Base type, PrimitiveType parquet, int scale) {
    if (type.type() == BaseType.NUMERIC) {
      return LeafForm.ofDecimals(scale);
    }
    if (type.type() != BaseType.MONEY) {
      throw unsupported(type, parquet);
    }
    return LeafForm.ofStrings(
        Shortcut.NONE,
        (bytes, offset, length, out) ->
            out.writeLong(new BigInteger(bytes, offset, length).longValueExact()));
  }

  private static LeafForm strings(Base type, PrimitiveType parquet) {
    return switch (type.type()) {
      case BYTEA, TEXT, VARCHAR, BPCHAR, NAME, JSON, XML, UUID ->
          LeafForm.ofStrings(Shortcut.BYTES, LeafForms::copy);
      case JSONB ->
          LeafForm.ofStrings(
              Shortcut.BYTES,
              (bytes, offset, length, out) -> {
                out.writeByte(1);
                out.write(bytes, offset, length);
              });
      case CHAR -> LeafForm.ofStrings(Shortcut.NONE, LeafForms::writeChar);
      case NUMERIC -> LeafForm.ofStrings(Shortcut.NONE, NumericForm::write);
      case BIT, VARBIT -> LeafForm.ofStrings(Shortcut.NONE, LeafForms::writeBits);
      case INET -> text((text, out) -> NetworkText.writeInet(text, 0, out));
      case CIDR -> text((text, out) -> NetworkText.writeInet(text, 1, out));
      case MACADDR, MACADDR8 -> text(NetworkText::writeMac);
      case BOOL,
          INT8,
          INT2,
          INT4,
          OID,
          FLOAT4,
          FLOAT8,
          MONEY,
          INTERVAL,
          DATE,
          TIME,
          TIMETZ,
          TIMESTAMP,
          TIMESTAMPTZ ->
          throw unsupported(type, parquet);
    };
  }

  private interface TextForm {
    void write(String text, ByteBuilder out);
  }

  private static LeafForm text(TextForm form) {
    StringForm strings =
        (bytes, offset, length, out) -> form.write(new String(bytes, offset, length, UTF_8), out);
    return LeafForm.ofStrings(Shortcut.NONE, strings);
  }

  private static void copy(byte[] bytes, int offset, int length, ByteBuilder out) {
    out.write(bytes, offset, length);
  }

  /** As {@code charout} writes it: nothing for zero, and an octal escape for no ASCII. */
  private static void writeChar(byte[] bytes, int offset, int length, ByteBuilder out) {
    switch (length) {
      case 0 -> out.writeByte(0);
      case 1 -> out.writeByte(bytes[offset]);
      case 4 -> out.writeByte(Integer.parseInt(new String(bytes, offset + 1, 3, UTF_8), 8));
      default -> throw new IllegalArgumentException("a \"char\" of " + length + " bytes");
    }
  }

  /** A count of bits, then bits, highest first ({@code varbit_send} of varbit.c). */
  private static void writeBits(byte[] bytes, int offset, int length, ByteBuilder out) {
    out.writeInt(length);
    for (int i = 0; i < length; i += 8) {
      int bits = 0;
      for (int j = i; j < Math.min(length, i + 8); j++) {
        bits |= (bytes[offset + j] & 1) << (7 - (j - i));
      }
      out.writeByte(bits);
    }
  }

  private static void writeBase64(byte[] bytes, int offset, int length, ByteBuilder out) {
    int end = offset + length;
    int at = offset;
    for (; at + 3 <= end; at += 3) {
      int group = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
      out.writeInt(
          BASE64URL[group >> 18] << 24
              | BASE64URL[group >> 12 & 63] << 16
              | BASE64URL[group >> 6 & 63] << 8
              | BASE64URL[group & 63]);
    }
    if (at < end) {
      int group = (bytes[at] & 0xff) << 16 | (at + 1 < end ? (bytes[at + 1] & 0xff) << 8 : 0);
      out.writeByte(BASE64URL[group >> 18]);
      out.writeByte(BASE64URL[group >> 12 & 63]);
      if (at + 1 < end) {
        out.writeByte(BASE64URL[group >> 6 & 63]);
      }
    }
  }
}
