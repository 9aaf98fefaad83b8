package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Opens the SSTs of a backup. */
public final class SstFiles {
  // The last eight bytes of RocksDB's block-based tables.
  private static final long MAGIC = 0x88e241b785f4cff7L;

  private final ObjectStore store;
  private final BackupStorage storage;
  private final Cipher cipher;

  public SstFiles(ObjectStore store, BackupStorage storage, Cipher cipher) {
    this.store = requireNonNull(store, "store");
    this.storage = requireNonNull(storage, "storage");
    this.cipher = requireNonNull(cipher, "cipher");
  }

  /**
   * Opens an SST and makes sure that it is one, of the size that it had when it was backed up.
   *
   * @throws BackupException when it is missing, of another size, or does not end as an SST does
   */
  public SstFile open(BackupFile file) throws IOException {
    String path = storage.resolve(file.name());
    DigestChannel stored = new DigestChannel(openStored(path));
    boolean sound = false;
    try {
      checkSize(file, path, stored.size());
      SeekableByteChannel plain = stored;
      if (cipher.encrypts()) {
        checkIv(file, path);
        plain = cipher.decrypt(stored, file.cipherIv());
      }
      checkMagic(path, plain, stored);
      plain.position(0);
      sound = true;
      return new SstFile(file, path, stored, plain);
    } finally {
      if (!sound) {
        stored.close();
      }
    }
  }

  private SeekableByteChannel openStored(String path) throws IOException {
    try {
      return store.openSeekable(path);
    } catch (FileNotFoundException e) {
      throw new BackupException(
          Fault.MISSING,
          path
              + " is missing, although the backupmeta names it. Copy it from where the backup was"
              + " made; without it rows would be lost.",
          e);
    }
  }

  private static void checkSize(BackupFile file, String path, long size) throws BackupException {
    if (file.size() != 0 && file.size() != size) {
      throw new BackupException(
          Fault.SIZE,
          path
              + " has "
              + size
              + " bytes, but the backupmeta says "
              + file.size()
              + ". Copy the object again from where the backup was made.");
    }
  }

  private static void checkIv(BackupFile file, String path) throws BackupException {
    if (file.cipherIv().length != Cipher.IV_BYTES) {
      throw new BackupException(
          Fault.INCONSISTENT,
          "The backupmeta has no initialisation vector for "
              + path
              + ": the backup is not encrypted. Leave the key and the method of encryption out.");
    }
  }

  private void checkMagic(String path, SeekableByteChannel plain, SeekableByteChannel stored)
      throws IOException {
    if (endsAsSst(plain)) {
      return;
    }
    if (cipher.encrypts() && endsAsSst(stored)) {
      throw new BackupException(
          Fault.UNREADABLE,
          path + " is not encrypted. Leave the key and the method of encryption out.");
    }
    throw new BackupException(
        Fault.UNREADABLE,
        path
            + " does not end as an SST does: "
            + (cipher.encrypts()
                ? "the key or the method of encryption is not the one that the backup was made"
                    + " with, or the object is damaged."
                : "the backup is encrypted and needs its key, or the object is damaged."));
  }

  private static boolean endsAsSst(SeekableByteChannel file) throws IOException {
    if (file.size() < Long.BYTES) {
      return false;
    }
    ByteBuffer end = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.position(file.size() - Long.BYTES);
    while (end.hasRemaining()) {
      if (file.read(end) < 0) {
        return false;
      }
    }
    return end.getLong(0) == MAGIC;
  }
}
