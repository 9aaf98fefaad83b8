package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ReadOnlyChannel;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The plain text of an SST. While it is read from its start in order, the stored bytes are hashed;
 * {@link #verifyDigest} compares.
 */
public final class SstFile extends ReadOnlyChannel {
  private final BackupFile file;
  private final String path;
  private final DigestChannel stored;

  SstFile(BackupFile file, String path, DigestChannel stored, SeekableByteChannel plain) {
    super(plain);
    this.file = requireNonNull(file, "file");
    this.path = requireNonNull(path, "path");
    this.stored = requireNonNull(stored, "stored");
  }

  /** The path of the object. */
  public String path() {
    return path;
  }

  /**
   * Compares the stored bytes with the digest that the backupmeta holds; to be called once, after
   * the last byte was read and before the channel is closed. What was left unread is read.
   *
   * @throws BackupException when the object is not the one that was backed up
   */
  public void verifyDigest() throws IOException {
    byte[] found = stored.digest();
    if (!Arrays.equals(found, file.sha256())) {
      HexFormat hex = HexFormat.of();
      throw new BackupException(
          BackupException.Fault.DIGEST,
          path
              + " is damaged: its sha256 is "
              + hex.formatHex(found)
              + ", but the backupmeta says "
              + hex.formatHex(file.sha256())
              + ". Copy the object again from where the backup was made.");
    }
  }

  @Override
  protected void passed(long at, byte[] bytes, int offset, int length) {
    // The channel below hashes the stored bytes; the plain text passes untouched.
  }
}
