package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.text.TextBuffer;

/** Addresses, as the server prints them. */
final class NetworkValues {
  private NetworkValues() {}

  /**
   * {@code inet} and {@code cidr}: a byte each for the family, the bits of the mask, whether it is
   * a cidr, and the length of the address, then the address (network_send in network.c; the text is
   * that of inet_net_ntop.c).
   */
  static final class Inet extends LeafDecoder {
    private static final int HEADER = 4;
    private static final int V4 = 2;
    private static final int V6 = 3;
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int WORDS = V6_BYTES / 2;

    private final TextBuffer text;

    Inet(Place place, int slot, TextBuffer text) {
      super(place, slot);
      this.text = text;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      int family = length < HEADER ? 0 : bytes[offset];
      int size = family == V4 ? V4_BYTES : V6_BYTES;
      if ((family != V4 && family != V6)
          || length != HEADER + size
          || bytes[offset + 3] != size
          || (bytes[offset + 1] & 0xff) > size * Byte.SIZE) {
        throw new BadValueException("an address that is neither IPv4 nor IPv6");
      }
      text.clear();
      int from = offset + HEADER;
      if (family == V4) {
        dotted(bytes, from);
      } else {
        words(bytes, from);
      }
      int bits = bytes[offset + 1] & 0xff;
      boolean cidr = bytes[offset + 2] != 0;
      if (cidr || bits != size * Byte.SIZE) {
        text.add('/');
        text.padded(bits, 1);
      }
      out.addBinary(slot, repetition, text.bytes(), 0, text.length());
    }

    private void dotted(byte[] bytes, int from) {
      for (int i = 0; i < V4_BYTES; i++) {
        if (i > 0) {
          text.add('.');
        }
        text.padded(bytes[from + i] & 0xff, 1);
      }
    }

    private void words(byte[] bytes, int from) {
      int best = -1;
      int bestLength = 1;
      int run = 0;
      for (int i = 0; i < WORDS; i++) {
        run = word(bytes, from, i) == 0 ? run + 1 : 0;
        if (run > bestLength) {
          best = i - run + 1;
          bestLength = run;
        }
      }
      for (int i = 0; i < WORDS; i++) {
        if (best >= 0 && i >= best && i < best + bestLength) {
          if (i == best) {
            text.add(':');
          }
          continue;
        }
        if (i != 0) {
          text.add(':');
        }
        if (i == 6 && best == 0 && endsInV4(bytes, from, bestLength)) {
          dotted(bytes, from + 12);
          return;
        }
        text.hex(word(bytes, from, i), 1);
      }
      if (best >= 0 && best + bestLength == WORDS) {
        text.add(':');
      }
    }

    private static boolean endsInV4(byte[] bytes, int from, int zeros) {
      return zeros == 6 || (zeros == 5 && word(bytes, from, 5) == 0xffff);
    }

    private static int word(byte[] bytes, int from, int i) {
      return BigEndian.int16(bytes, from + 2 * i) & 0xffff;
    }
  }

  /** {@code macaddr} of 6 bytes and {@code macaddr8} of 8. */
  static final class Mac extends LeafDecoder {
    private final int size;
    private final TextBuffer text;

    Mac(Place place, int slot, int size, TextBuffer text) {
      super(place, slot);
      this.size = size;
      this.text = text;
    }

    @Override
    void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
        throws BadValueException {
      requireLength(length, size);
      text.clear();
      for (int i = 0; i < size; i++) {
        if (i > 0) {
          text.add(':');
        }
        text.hex(bytes[offset + i] & 0xff, 2);
      }
      out.addBinary(slot, repetition, text.bytes(), 0, text.length());
    }
  }
}
