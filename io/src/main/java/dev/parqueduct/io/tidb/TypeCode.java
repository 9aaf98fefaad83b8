package dev.parqueduct.io.tidb;

/** The codes of column types in schemas and JSON documents (TiDB's pkg/parser/mysql/type.go). */
final class TypeCode {
  static final int TINY = 1;
  static final int SHORT = 2;
  static final int LONG = 3;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int NULL = 6;
  static final int TIMESTAMP = 7;
  static final int LONGLONG = 8;
  static final int INT24 = 9;
  static final int DATE = 10;
  static final int DURATION = 11;
  static final int DATETIME = 12;
  static final int YEAR = 13;
  static final int NEW_DATE = 14;
  static final int VARCHAR = 15;
  static final int BIT = 16;
  static final int VECTOR = 225;
  static final int JSON = 245;
  static final int DECIMAL = 246;
  static final int ENUM = 247;
  static final int SET = 248;
  static final int TINY_BLOB = 249;
  static final int MEDIUM_BLOB = 250;
  static final int LONG_BLOB = 251;
  static final int BLOB = 252;
  static final int VAR_STRING = 253;
  static final int STRING = 254;

  private TypeCode() {}
}
