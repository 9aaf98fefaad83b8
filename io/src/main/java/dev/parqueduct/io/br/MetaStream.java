package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupException.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The plain text of a backupmeta from its start, hashed as it passes. An encrypted one begins with
 * its initialisation vector (BR's task/common.go). Does not skip without reading, which would leave
 * bytes out of the hash.
 */
final class MetaStream extends InputStream {
  private final InputStream stored;
  private final CtrKeystream keystream;
  private final MessageDigest sha256 = DigestChannel.sha256();
  private long position;

  private MetaStream(InputStream stored, CtrKeystream keystream) {
    this.stored = requireNonNull(stored, "stored");
    this.keystream = keystream;
  }

  static MetaStream of(InputStream stored, String path, Cipher cipher) throws IOException {
    if (!cipher.encrypts()) {
      return new MetaStream(stored, null);
    }
    byte[] iv = stored.readNBytes(Cipher.IV_BYTES);
    if (iv.length < Cipher.IV_BYTES) {
      throw new BackupException(
          Fault.SIZE,
          path
              + " is truncated: it has "
              + iv.length
              + " bytes, fewer than the initialisation vector of an encrypted one. Copy it again"
              + " from where the backup was made.");
    }
    return new MetaStream(stored, cipher.keystream(iv));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = stored.read(buffer, offset, length);
    if (n > 0) {
      if (keystream != null) {
        keystream.apply(position, buffer, offset, n);
      }
      sha256.update(buffer, offset, n);
      position += n;
    }
    return n;
  }

  /** Bytes of plain text read so far. */
  long position() {
    return position;
  }

  /** The hash of what was read, in hexadecimal digits. To be asked for once. */
  String digest() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }
}
