package dev.parqueduct.io.mysql.connect;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the password is, never what it is: it is read by whoever connects, when it does. Without a
 * source it is what {@code MYSQL_PWD} holds, as for MySQL's own programs, or empty.
 *
 * @param file path of a file that holds it, or empty
 * @param variable environment variable that holds it, or empty
 */
public record PasswordSource(String file, String variable) implements Serializable {
  private static final String DEFAULT_VARIABLE = "MYSQL_PWD";

  public PasswordSource {
    requireNonNull(file, "file");
    requireNonNull(variable, "variable");
    if (!file.isEmpty() && !variable.isEmpty()) {
      throw RunFailedException.usage("Give either --passwordFile or --passwordEnv, not both.");
    }
  }

  String read(Map<String, String> environment) {
    if (!file.isEmpty()) {
      return readFile();
    }
    if (!variable.isEmpty()) {
      String value = environment.get(variable);
      if (value == null) {
        throw RunFailedException.usage(
            "--passwordEnv=" + variable + ": there is no such environment variable here.");
      }
      return value;
    }
    return environment.getOrDefault(DEFAULT_VARIABLE, "");
  }

  private String readFile() {
    byte[] content;
    try {
      content =
          ObjectStore.create()
              .read(file)
              .orElseThrow(
                  () ->
                      RunFailedException.usage(
                          "--passwordFile=" + file + ": there is no such file."));
    } catch (IOException e) {
      throw RunFailedException.usage("--passwordFile=" + file + " cannot be read (" + e + ").");
    }
    // Editors end the last line.
    return new String(content, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
  }
}
