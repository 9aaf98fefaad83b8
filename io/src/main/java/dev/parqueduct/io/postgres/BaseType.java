package dev.parqueduct.io.postgres;

import java.util.Arrays;
import java.util.Optional;

/** The built-in types whose binary form is understood, by their fixed ids (pg_type.dat). */
public enum BaseType {
  BOOL(16),
  BYTEA(17),
  CHAR(18),
  NAME(19),
  INT8(20),
  INT2(21),
  INT4(23),
  TEXT(25),
  OID(26),
  JSON(114),
  XML(142),
  CIDR(650),
  FLOAT4(700),
  FLOAT8(701),
  MACADDR8(774),
  MONEY(790),
  MACADDR(829),
  INET(869),
  BPCHAR(1042),
  VARCHAR(1043),
  DATE(1082),
  TIME(1083),
  TIMESTAMP(1114),
  TIMESTAMPTZ(1184),
  INTERVAL(1186),
  TIMETZ(1266),
  BIT(1560),
  VARBIT(1562),
  NUMERIC(1700),
  UUID(2950),
  JSONB(3802);

  private final int oid;

  BaseType(int oid) {
    this.oid = oid;
  }

  public int oid() {
    return oid;
  }

  public static Optional<BaseType> ofOid(long oid) {
    return Arrays.stream(values()).filter(type -> type.oid == oid).findFirst();
  }
}
