package dev.parqueduct.io.postgres.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Certificates that {@code tls/make.sh} made: of an authority, a server called localhost, and two
 * users; and of an authority that vouches for none of them. As files, since that is what options
 * name.
 */
public final class Certificates {
  private static final List<String> FILES =
      List.of(
          "root.crt",
          "other.crt",
          "server.crt",
          "server.key",
          "archiver.crt",
          "archiver.key",
          "archiver.pk8",
          "archiver-pkcs1.key",
          "stranger.crt",
          "stranger.key");

  private final Path folder;

  private Certificates(Path folder) {
    this.folder = folder;
  }

  /** Writes the files into a folder, keys so that nobody else reads them. */
  public static Certificates in(Path folder) throws IOException {
    for (String name : FILES) {
      Path file = folder.resolve(name);
      try (InputStream in = Certificates.class.getResourceAsStream("tls/" + name)) {
        Files.copy(in, file);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    return new Certificates(folder);
  }

  public String file(String name) {
    return folder.resolve(name).toString();
  }

  /** Settings of a server that has TLS. */
  public Map<String, String> server() {
    return Map.of(
        "ssl",
        "on",
        "ssl_ca_file",
        file("root.crt"),
        "ssl_cert_file",
        file("server.crt"),
        "ssl_key_file",
        file("server.key"));
  }
}
