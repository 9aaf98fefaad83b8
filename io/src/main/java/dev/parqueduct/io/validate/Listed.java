package dev.parqueduct.io.validate;

import dev.parqueduct.io.objects.ObjectStore;
import org.apache.beam.sdk.io.FileSystems;

/** Paths in the form that listings show them. */
final class Listed {
  private Listed() {}

  static String path(String path) {
    String plain = path.startsWith("file:///") ? path.substring("file://".length()) : path;
    return FileSystems.matchNewResource(plain, false).toString();
  }

  /** What the paths of all files in a folder begin with; ends with a slash. */
  static String folder(String folder) {
    String file = path(ObjectStore.join(folder, "x"));
    return file.substring(0, file.length() - 1);
  }
}
