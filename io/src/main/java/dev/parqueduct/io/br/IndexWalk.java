package dev.parqueduct.io.br;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes through the objects of an index, nested ones included, in order. Each is read whole (BR
 * begins a new one at 128 MiB) and compared with its digest before anything of it is handed out;
 * one at a time is in memory.
 */
final class IndexWalk {
  /** BR nests one level; more than a few can only be damage. */
  private static final int MAX_DEPTH = 16;

  private final ObjectStore store;
  private final BackupStorage storage;
  private final Cipher cipher;
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> seen = new HashSet<>();

  IndexWalk(ObjectStore store, BackupStorage storage, Cipher cipher) {
    this.store = store;
    this.storage = storage;
    this.cipher = cipher;
  }

  void walk(List<BackupFile> objects, MetaSink sink) throws IOException {
    for (BackupFile object : objects) {
      enter(object.name());
      walk(node(object, sink).children(), sink);
      open.remove(object.name());
    }
  }

  void enter(String name) throws BackupException {
    if (open.contains(name)) {
      throw new BackupException(
          Fault.CYCLE,
          "The index of the backup goes in a circle: "
              + String.join(" -> ", open)
              + " -> "
              + name
              + ". The backup is damaged; copy it again or use another one.");
    }
    if (!seen.add(name)) {
      throw new BackupException(
          Fault.INCONSISTENT,
          "The index of the backup names the object "
              + storage.resolve(name)
              + " twice, so that its rows would be exported twice. The backup is damaged; use"
              + " another one.");
    }
    open.add(name);
    if (open.size() > MAX_DEPTH) {
      throw new BackupException(
          Fault.CYCLE,
          "The index of the backup is nested more than "
              + MAX_DEPTH
              + " levels deep, down to "
              + storage.resolve(name)
              + ". The backup is damaged; use another one.");
    }
  }

  private MetaIndex node(BackupFile object, MetaSink sink) throws IOException {
    String path = storage.resolve(object.name());
    byte[] content = content(object, path);
    MetaIndex node = new MetaIndex(sink);
    try {
      Wire.fields(CodedInputStream.newInstance(content), node);
    } catch (InvalidProtocolBufferException e) {
      throw new BackupException(
          Fault.UNREADABLE,
          path
              + " has the right digest, but is no index of a backup ("
              + e.getMessage()
              + "). Was it made by a newer release of BR?",
          e);
    }
    if (node.fileMode()) {
      throw MetaRoot.fileMode(path);
    }
    return node;
  }

  private byte[] content(BackupFile object, String path) throws IOException {
    byte[] stored;
    try (InputStream in = store.open(path)) {
      stored = in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw new BackupException(
          Fault.MISSING,
          path
              + " is missing: it is a part of the backup's index. Copy it from where the backup was"
              + " made.",
          e);
    }
    if (object.size() != 0 && object.size() != stored.length) {
      throw new BackupException(
          Fault.SIZE,
          path
              + (stored.length < object.size() ? " is truncated: it has " : " has ")
              + stored.length
              + " bytes, but the backup's index says "
              + object.size()
              + ". Copy it again from where the backup was made.");
    }
    if (cipher.encrypts() && object.cipherIv().length != Cipher.IV_BYTES) {
      throw new BackupException(
          Fault.INCONSISTENT,
          "The backup's index has no initialisation vector for "
              + path
              + ", although the backupmeta is encrypted. The backup is damaged; use another one.");
    }
    return verified(cipher.decrypt(stored, object.cipherIv()), object, path);
  }

  private byte[] verified(byte[] plain, BackupFile object, String path) throws BackupException {
    byte[] found = DigestChannel.sha256().digest(plain);
    if (!Arrays.equals(found, object.sha256())) {
      HexFormat hex = HexFormat.of();
      throw new BackupException(
          Fault.DIGEST,
          path
              + " is damaged"
              + (cipher.encrypts() ? " or encrypted with another key" : "")
              + ": its sha256 is "
              + hex.formatHex(found)
              + ", but the backup's index says "
              + hex.formatHex(object.sha256())
              + ". Copy it again from where the backup was made.");
    }
    return plain;
  }
}
