package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * How a backup is reached. It travels to workers, so it refers to secrets and does not hold them:
 * each worker reads them where it runs.
 *
 * @param storage where the backup lies
 * @param method how it is encrypted
 * @param keyFile path of the file with the key, in hexadecimal digits or raw; empty for none
 * @param keyEnv environment variable with the key, in hexadecimal digits; empty for none
 */
public record BackupAccess(
    BackupStorage storage, Cipher.Method method, String keyFile, String keyEnv)
    implements Serializable {
  public BackupAccess {
    requireNonNull(storage, "storage");
    requireNonNull(method, "method");
    if (!keyFile.isEmpty() && !keyEnv.isEmpty()) {
      throw RunFailedException.usage("Give --cipherKeyFile or --cipherKeyEnv, not both.");
    }
    boolean key = !keyFile.isEmpty() || !keyEnv.isEmpty();
    if (key != (method != Cipher.Method.PLAINTEXT)) {
      throw RunFailedException.usage(
          key
              ? "A key is given, but --cipher is plaintext. Name the cipher of the backup."
              : "--cipher="
                  + method.label()
                  + " needs a key. Give --cipherKeyFile or --cipherKeyEnv.");
    }
  }

  /** Another backup with the same key. */
  BackupAccess at(BackupStorage other) {
    return new BackupAccess(other, method, keyFile, keyEnv);
  }

  public BackupMeta readMeta(ObjectStore store) throws IOException {
    return BackupMeta.read(store, storage, cipher(store));
  }

  public SstFiles ssts(ObjectStore store) throws IOException {
    return new SstFiles(store, storage, cipher(store));
  }

  private Cipher cipher(ObjectStore store) throws IOException {
    if (!keyEnv.isEmpty()) {
      String key = System.getenv(keyEnv);
      if (key == null || key.isBlank()) {
        throw RunFailedException.usage(
            "The environment variable " + keyEnv + " of --cipherKeyEnv is not set.");
      }
      return Cipher.ofHex(method, key);
    }
    if (keyFile.isEmpty()) {
      return Cipher.plaintext();
    }
    byte[] content =
        store
            .read(keyFile)
            .orElseThrow(
                () ->
                    RunFailedException.usage(
                        "There is no file " + keyFile + " of --cipherKeyFile."));
    return content.length == method.keyBytes()
        ? new Cipher(method, content)
        : Cipher.ofHex(method, new String(content, StandardCharsets.US_ASCII));
  }
}
