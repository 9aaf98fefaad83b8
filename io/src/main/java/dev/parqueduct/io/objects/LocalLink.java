package dev.parqueduct.io.objects;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A second name for a local file, which unlike a rename never replaces what has that name. */
final class LocalLink {
  private LocalLink() {}

  /** Whether {@code link} is new and names {@code file} now. */
  static boolean create(String file, String link) throws IOException {
    Path existing = Path.of(file);
    // The name must not reach the disk before the content does.
    try (FileChannel content = FileChannel.open(existing, StandardOpenOption.WRITE)) {
      content.force(true);
    }
    Path name = Path.of(link).toAbsolutePath();
    Files.createDirectories(name.getParent());
    try {
      Files.createLink(name, existing);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      // No hard links: a move refuses to replace too, though not as one step everywhere.
      return moved(existing, name);
    }
  }

  private static boolean moved(Path file, Path name) throws IOException {
    try {
      Files.move(file, name);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
