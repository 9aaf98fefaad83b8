package dev.parqueduct.io.br;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes an object while it is read from its start, in order. What is read beside that, at other
 * positions, is not hashed; so each byte is hashed once.
 */
final class DigestChannel extends ReadOnlyChannel {
  private static final int READ = 1 << 16;

  private final MessageDigest sha256 = sha256();
  private long hashed;

  DigestChannel(SeekableByteChannel stored) {
    super(stored);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }

  @Override
  void passed(long at, byte[] bytes, int offset, int length) {
    long known = hashed - at;
    if (known >= 0 && known < length) {
      sha256.update(bytes, offset + (int) known, length - (int) known);
      hashed = at + length;
    }
  }

  /** The sha256 of the whole object; reads what has not been read yet. */
  byte[] digest() throws IOException {
    if (hashed < size()) {
      position(hashed);
      ByteBuffer rest = ByteBuffer.allocate(READ);
      while (read(rest) >= 0) {
        rest.clear();
      }
    }
    return sha256.digest();
  }
}
