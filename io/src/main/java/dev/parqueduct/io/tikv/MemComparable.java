package dev.parqueduct.io.tikv;

import java.util.Arrays;

/**
 * The order-preserving encoding of byte strings: groups of eight bytes, the last one padded with
 * zeros, each followed by a marker of 0xFF minus the number of padding bytes (TiKV's
 * components/codec, byte.rs).
 */
public final class MemComparable {
  private static final int GROUP = 8;
  private static final int MARKER = 0xff;

  private MemComparable() {}

  /**
   * Decodes the string that begins at {@code from}.
   *
   * @param into takes the bytes from its start; at least {@code to - from} long
   * @return the number of bytes decoded; {@link #encodedLength} of it were consumed
   * @throws IllegalArgumentException when no string is encoded there
   */
  public static int decode(byte[] bytes, int from, int to, byte[] into) {
    int length = 0;
    for (int at = from; at + GROUP < to; at += GROUP + 1) {
      System.arraycopy(bytes, at, into, length, GROUP);
      int padding = MARKER - (bytes[at + GROUP] & 0xff);
      if (padding == 0) {
        length += GROUP;
        continue;
      }
      if (padding > GROUP) {
        throw new IllegalArgumentException("a group ends with an impossible marker");
      }
      for (int i = GROUP - padding; i < GROUP; i++) {
        if (bytes[at + i] != 0) {
          throw new IllegalArgumentException("the padding of a group is not zero");
        }
      }
      return length + GROUP - padding;
    }
    throw new IllegalArgumentException("the encoded bytes end before their last group");
  }

  /** Bytes that the encoding of {@code length} bytes takes. */
  public static int encodedLength(int length) {
    return (length / GROUP + 1) * (GROUP + 1);
  }

  /** Encodes {@code bytes}. */
  public static byte[] encode(byte[] bytes) {
    byte[] encoded = new byte[encodedLength(bytes.length)];
    int out = 0;
    for (int at = 0; at <= bytes.length; at += GROUP) {
      int taken = Math.min(GROUP, bytes.length - at);
      System.arraycopy(bytes, at, encoded, out, taken);
      Arrays.fill(encoded, out + taken, out + GROUP, (byte) 0);
      encoded[out + GROUP] = (byte) (MARKER - (GROUP - taken));
      out += GROUP + 1;
    }
    return encoded;
  }
}
