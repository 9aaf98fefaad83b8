package dev.parqueduct.io.postgres.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of libpq: a line {@code host:port:database:user:password} each, in which {@code *}
 * stands for anything and a backslash takes the meaning from what follows it (PostgreSQL, "The
 * Password File"). The first line that fits decides. As with libpq, a file that others may read is
 * not used.
 */
final class PasswordFile {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordFile.class);

  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final List<String> lines;

  private PasswordFile(List<String> lines) {
    this.lines = lines;
  }

  /** The file that {@code PGPASSFILE} names, or {@code .pgpass} of the user's home. */
  static PasswordFile in(Map<String, String> environment) {
    String named = environment.getOrDefault("PGPASSFILE", "");
    try {
      return of(
          named.isEmpty()
              ? Path.of(System.getProperty("user.home", ""), ".pgpass")
              : Path.of(named));
    } catch (InvalidPathException e) {
      return new PasswordFile(List.of());
    }
  }

  private static PasswordFile of(Path file) {
    if (!Files.exists(file)) {
      return new PasswordFile(List.of());
    }
    try {
      if (!Files.isRegularFile(file)) {
        LOG.warn("{} is not a plain file, and is not used for passwords.", file);
      } else if (isForOthers(file)) {
        LOG.warn(
            "{} is not used for passwords: others than its owner have access to it. Use chmod 0600.",
            file);
      } else {
        return new PasswordFile(Files.readAllLines(file));
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be read, and is not used for passwords ({}).", file, e.toString());
    }
    return new PasswordFile(List.of());
  }

  private static boolean isForOthers(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      // A file system without such permissions.
      return false;
    }
  }

  Optional<String> password(String host, int port, String database, String user) {
    List<String> wanted = List.of(host, String.valueOf(port), database, user);
    for (String line : lines) {
      if (!line.startsWith("#")) {
        List<String> fields = split(line, wanted.size());
        if (fields.size() > wanted.size() && fits(fields, wanted)) {
          return Optional.of(unescaped(fields.get(wanted.size()))).filter(text -> !text.isEmpty());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(List<String> fields, List<String> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!fields.get(i).equals("*") && !unescaped(fields.get(i)).equals(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The first fields, and all that follows them up to another colon, with their backslashes. */
  private static List<String> split(String line, int colons) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length() && fields.size() <= colons; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    if (fields.size() <= colons) {
      fields.add(line.substring(start));
    }
    return fields;
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 1 < field.length()) {
        i++;
      }
      text.append(field.charAt(i));
    }
    return text.toString();
  }
}
