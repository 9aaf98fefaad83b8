package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder and what is in them. */
final class Trees {
  private Trees() {}

  /** Digests by path. */
  static Map<String, String> read(Path root) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path each : files) {
        byte[] digest = Encryption.sha256(Files.readAllBytes(each));
        digests.put(root.relativize(each).toString(), java.util.HexFormat.of().formatHex(digest));
      }
    }
    return digests;
  }
}
