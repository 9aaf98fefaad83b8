package dev.parqueduct.io.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads the binaries of a server from a jar that is not on the class path. The system property
 * {@code postgres.binaries} names one for all tests, so that they run on other versions, too.
 */
public final class BinariesJar {
  private static final String PROPERTY = "postgres.binaries";

  private BinariesJar() {}

  /** A server of the version that tests are to use. */
  public static EmbeddedPostgres.Builder builder() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    String jar = System.getProperty(PROPERTY, "");
    return jar.isEmpty()
        ? builder
        : builder.setPgBinaryResolver((system, machine) -> open(Path.of(jar), system, machine));
  }

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
