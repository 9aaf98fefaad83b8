package dev.parqueduct.io.br;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;

/**
 * The object that a backupmeta is read from, any number of times.
 *
 * @param store that holds it
 * @param path of it
 */
record MetaSource(ObjectStore store, String path) {
  /**
   * Finds the backupmeta.
   *
   * @throws RunFailedException when there is none
   */
  static MetaSource find(ObjectStore store, BackupStorage storage) throws IOException {
    if (exists(store, storage.meta())) {
      return new MetaSource(store, storage.meta());
    }
    Optional<String> old = storage.metaWithoutSlash();
    if (old.isPresent() && exists(store, old.get())) {
      return new MetaSource(store, old.get());
    }
    if (!store.list(storage.logMetas()).isEmpty()) {
      throw RunFailedException.usage(
          storage.root()
              + " holds a log backup (v1/backupmeta), which has changes and no snapshot, and cannot"
              + " be exported. Give the folder of a full or incremental backup.");
    }
    throw RunFailedException.usage(
        "There is no backup in "
            + storage.root()
            + ": "
            + storage.meta()
            + " is missing. Give the folder that br backup had as --storage.");
  }

  private static boolean exists(ObjectStore store, String path) throws IOException {
    try {
      store.open(path).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /**
   * Reads the backupmeta for the first time: whether the key fits is not known yet.
   *
   * @return its digest
   */
  String readFirst(Cipher cipher, MetaRoot root) throws IOException {
    try (MetaStream stream = open(cipher)) {
      Wire.fields(CodedInputStream.newInstance(stream), root);
      if (stream.position() == 0) {
        throw new BackupException(
            Fault.SIZE, path + " is empty. Copy it again from where the backup was made.");
      }
      if (root.meaningless()) {
        throw unreadable(cipher, null);
      }
      return stream.digest();
    } catch (InvalidProtocolBufferException e) {
      if (root.plausible()) {
        throw new BackupException(
            Fault.SIZE,
            path
                + " is truncated or damaged: it begins as a backupmeta, but "
                + e.getMessage()
                + " Copy it again from where the backup was made.",
            e);
      }
      throw unreadable(cipher, e);
    }
  }

  /**
   * Reads the backupmeta once more.
   *
   * @return its digest
   */
  String read(Cipher cipher, Wire.FieldReader reader) throws IOException {
    try (MetaStream stream = open(cipher)) {
      Wire.fields(CodedInputStream.newInstance(stream), reader);
      return stream.digest();
    } catch (InvalidProtocolBufferException e) {
      throw new BackupException(
          Fault.UNREADABLE,
          path
              + " is damaged inside of its lists ("
              + e.getMessage()
              + "). Copy it again from where the backup was made.",
          e);
    }
  }

  private MetaStream open(Cipher cipher) throws IOException {
    return MetaStream.of(store.open(path), path, cipher);
  }

  private IOException unreadable(Cipher cipher, Exception cause) throws IOException {
    if (!cipher.encrypts()) {
      return new BackupException(
          Fault.UNREADABLE,
          path
              + " is no backupmeta as it stands: either the backup is encrypted, then give its"
              + " method of encryption and its key, or the object is damaged.",
          cause);
    }
    if (readable(Cipher.plaintext())) {
      return new BackupException(
          Fault.UNREADABLE,
          path + " is not encrypted. Leave the key and the method of encryption out.",
          cause);
    }
    return new BackupException(
        Fault.UNREADABLE,
        path
            + " cannot be decrypted with "
            + cipher.method().label()
            + " and this key: the key or the method is not the one that the backup was made with,"
            + " or the object is damaged.",
        cause);
  }

  private boolean readable(Cipher cipher) throws IOException {
    MetaRoot root = new MetaRoot(path);
    try (MetaStream stream = open(cipher)) {
      Wire.fields(CodedInputStream.newInstance(stream), root);
      return !root.meaningless();
    } catch (InvalidProtocolBufferException e) {
      return root.plausible();
    }
  }
}
