package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.BaseType;

/**
 * What the binary form of a value is hashed as.
 *
 * <p>The server's own hash of a type is used only where different values have different inputs to
 * it. Others forget something: those of numeric the sign and the scale, those of floats the sign of
 * zero, that of interval whether a month is 30 days, that of bpchar trailing blanks, those of
 * arrays their dimensions. Of these, the bytes of the binary form are hashed as a bytea.
 */
enum BinaryForm {
  /** One byte, 0 or 1. */
  BOOL,
  /** One byte, as a signed number; the hash of {@code "char"} itself differs between platforms. */
  CHAR,
  INT2,
  INT4,
  /** Eight bytes, also of times. */
  INT8,
  /** A time and a zone ({@code timetz_hash_extended} of date.c). */
  TIMETZ,
  /**
   * Family, bits, whether it is a cidr, length, address ({@code hashinetextended} of network.c).
   */
  INET,
  /** Any bytes: bytea, text and all that is hashed as one of these. */
  BYTES,
  /** As the bytes it is sent in, shown with as many decimals as its type says. */
  NUMERIC,
  /** Text after one byte for the version. */
  JSONB,
  /**
   * The array as it is sent, but for the flag of nulls, which may stay when they are gone, and the
   * id of the element type, which differs between databases ({@code array_send} of arrayfuncs.c).
   */
  ARRAY;

  static BinaryForm of(BaseType type) {
    return switch (type) {
      case BOOL -> BOOL;
      case CHAR -> CHAR;
      case INT2 -> INT2;
      case INT4, OID, DATE -> INT4;
      case INT8, TIME, TIMESTAMP, TIMESTAMPTZ -> INT8;
      case TIMETZ -> TIMETZ;
      case INET, CIDR -> INET;
      case NUMERIC -> NUMERIC;
      case JSONB -> JSONB;
      case BYTEA,
          NAME,
          TEXT,
          JSON,
          XML,
          FLOAT4,
          FLOAT8,
          MACADDR8,
          MONEY,
          MACADDR,
          BPCHAR,
          VARCHAR,
          INTERVAL,
          BIT,
          VARBIT,
          UUID ->
          BYTES;
    };
  }
}
