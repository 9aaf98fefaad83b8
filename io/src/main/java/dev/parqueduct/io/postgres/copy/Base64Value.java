package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that is unpadded base64url (RFC 4648, section 5), as the bytes it stands for. Only text that
 * these bytes would be encoded to is taken, so that the text can be had back.
 */
final class Base64Value extends LeafDecoder {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int SHOWN = 100;
  private static final byte[] SEXTETS = new byte[256];

  static {
    Arrays.fill(SEXTETS, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      SEXTETS[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private byte[] decoded = new byte[64];

  Base64Value(Place place, int slot) {
    super(place, slot);
  }

  @Override
  void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException {
    int size = (int) (length * 3L / 4);
    if (decoded.length < size) {
      decoded = new byte[size];
    }
    int bits = 0;
    int held = 0;
    int seen = 0;
    int to = 0;
    for (int i = offset; i < offset + length; i++) {
      int sextet = SEXTETS[bytes[i] & 0xff];
      seen |= sextet;
      bits = (bits << 6) | (sextet & 63);
      held += 6;
      if (held >= 8) {
        held -= 8;
        decoded[to++] = (byte) (bits >> held);
      }
    }
    // A last character that stands for no byte, and bits that no byte takes, would be lost.
    if (seen < 0 || held == 6 || (bits & (1 << held) - 1) != 0) {
      throw new BadValueException(problem(bytes, offset, length));
    }
    out.addBinary(slot, repetition, decoded, 0, to);
  }

  private static String problem(byte[] bytes, int offset, int length) {
    String text =
        new String(bytes, offset, Math.min(length, SHOWN), StandardCharsets.UTF_8)
            + (length > SHOWN ? "…" : "");
    return "'"
        + text
        + "' is not what unpadded base64url makes of bytes: "
        + "leave the column out of --base64urlColumns";
  }
}
