package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a backup lies: the folder that was given to BR as {@code --storage}. Names in a backupmeta
 * are relative to it.
 *
 * @param root a path of Beam's file systems
 */
public record BackupStorage(String root) implements Serializable {
  static final String META = "backupmeta";
  private static final String GCS = "gs://";

  /** BR's schemes and Beam's. */
  private static final Map<String, String> SCHEMES =
      Map.of(
          "s3", "s3://",
          "gs", GCS,
          "gcs", GCS,
          "hdfs", "hdfs://",
          "local", "",
          "file", "");

  public BackupStorage {
    requireNonNull(root, "root");
    if (root.isBlank()) {
      throw RunFailedException.usage(
          "The path of the backup is empty. Give the folder that holds its backupmeta.");
    }
  }

  /**
   * A storage by its path, as Beam writes it, or its URL, as BR does.
   *
   * @throws RunFailedException when it is on a system that cannot be read
   */
  public static BackupStorage of(String pathOrUrl) {
    String given = pathOrUrl.strip();
    int end = given.indexOf("://");
    if (end < 0) {
      return new BackupStorage(given);
    }
    String scheme = given.substring(0, end).toLowerCase(Locale.ROOT);
    String prefix = SCHEMES.get(scheme);
    if (prefix == null) {
      throw RunFailedException.usage(
          "Backups on "
              + scheme
              + ":// cannot be read. Use a local path, gs://, s3:// or hdfs://, or copy the backup"
              + " to one of them.");
    }
    String path = given.substring(end + "://".length());
    int query = path.indexOf('?');
    if (query >= 0) {
      // Behind it BR takes keys: it must not be shown.
      throw RunFailedException.usage(
          "The URL of the backup "
              + scheme
              + "://"
              + path.substring(0, query)
              + " has parameters. Give it without them; endpoint, region and credentials have"
              + " options of their own.");
    }
    return new BackupStorage(prefix + path);
  }

  /**
   * A storage by the text that {@code br operator base64ify} makes: a {@code StorageBackend} in
   * base64. The text can hold keys and must not be shown; {@link StorageBackend} tells them.
   *
   * @throws RunFailedException when it is none, or on a system that cannot be read
   */
  public static BackupStorage ofBase64(String blob) {
    return StorageBackend.parse(blob).storage();
  }

  /**
   * The path of an object.
   *
   * @param name as the backupmeta has it
   */
  public String resolve(String name) throws BackupException {
    if (name.isEmpty()
        || name.startsWith("/")
        || name.contains("://")
        || List.of(name.split("[/\\\\]", -1)).contains("..")) {
      throw new BackupException(
          BackupException.Fault.INCONSISTENT,
          "The backupmeta of "
              + root
              + " names an object outside of the backup: '"
              + name
              + "'. It is damaged or was not made by BR.");
    }
    return ObjectStore.join(root, name);
  }

  /** The path of the backupmeta. */
  String meta() {
    return ObjectStore.join(root, META);
  }

  /** Old releases of BR left the slash out on Google Cloud Storage (BR's task/common.go). */
  Optional<String> metaWithoutSlash() {
    String folder = root;
    while (folder.endsWith("/")) {
      folder = folder.substring(0, folder.length() - 1);
    }
    boolean hasPrefix = folder.startsWith(GCS) && folder.indexOf('/', GCS.length()) > 0;
    return hasPrefix ? Optional.of(folder + META) : Optional.empty();
  }

  /** Where log backups keep what they have instead of a backupmeta. */
  String logMetas() {
    return ObjectStore.join(root, "v1/backupmeta/*");
  }
}
