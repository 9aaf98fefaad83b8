package dev.parqueduct.io.clickhouse.wire;

/** A type of ClickHouse that columns cannot be read or written of; the message names it. */
public final class UnknownTypeException extends RuntimeException {
  UnknownTypeException(String message) {
    super(message);
  }
}
