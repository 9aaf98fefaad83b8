package dev.parqueduct.io.bzip2;

/** The text of a block, its runs not yet expanded. At most 0.9 MB, kept from block to block. */
final class DecodedBlock {

  private byte[] text = new byte[0];
  private int length;

  /** Makes room for {@code newLength} bytes, which the caller then writes. */
  byte[] resize(int newLength, int maxLength) {
    if (text.length < newLength) {
      text = new byte[maxLength];
    }
    length = newLength;
    return text;
  }

  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }
}
