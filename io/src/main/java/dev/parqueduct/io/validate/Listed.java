package dev.parqueduct.io.validate;

import org.apache.beam.sdk.io.FileSystems;

/** Paths in the form that listings show them. */
final class Listed {
  private Listed() {}

  static String path(String path) {
    String plain = path.startsWith("file:///") ? path.substring("file://".length()) : path;
    return FileSystems.matchNewResource(plain, false).toString();
  }
}
