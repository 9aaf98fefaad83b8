package dev.parqueduct.io.clickhouse.wire;

import java.io.IOException;

/** Bytes that are not what the format says; the message tells which column or frame. */
public final class FormatException extends IOException {
  FormatException(String message) {
    super(message);
  }
}
