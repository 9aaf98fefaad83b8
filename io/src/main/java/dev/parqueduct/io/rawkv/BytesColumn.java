package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Utf8;
import dev.parqueduct.io.parquet.RowWriter;
import java.nio.charset.StandardCharsets;

/** Writes keys or values in one form. */
final class BytesColumn {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final BytesForm form;
  private byte[] hex = new byte[256];

  BytesColumn(BytesForm form) {
    this.form = requireNonNull(form, "form");
  }

  /** Whether the bytes can be written in the form. */
  boolean accepts(byte[] bytes, int offset, int length) {
    return form != BytesForm.TEXT || Utf8.isWellFormed(bytes, offset, length);
  }

  void write(byte[] bytes, int offset, int length, RowWriter row, int column) {
    if (form != BytesForm.HEX) {
      row.setBinary(column, bytes, offset, length);
      return;
    }
    int digits = Math.multiplyExact(2, length);
    if (hex.length < digits) {
      hex = new byte[Math.max(digits, 2 * hex.length)];
    }
    for (int i = 0; i < length; i++) {
      int b = bytes[offset + i];
      hex[2 * i] = DIGITS[(b >> 4) & 0xf];
      hex[2 * i + 1] = DIGITS[b & 0xf];
    }
    row.setBinary(column, hex, 0, digits);
  }
}
