package dev.parqueduct.io.clickhouse.http;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the password is, never what it is. It is read by whoever connects, when it does.
 *
 * @param file path of a file that holds it, or empty
 * @param variable environment variable that holds it, or empty
 */
public record PasswordReference(String file, String variable) implements Serializable {
  /** No password. */
  public static final PasswordReference NONE = new PasswordReference("", "");

  private static final String DEFAULT_VARIABLE = "CLICKHOUSE_PASSWORD";

  public PasswordReference {
    requireNonNull(file, "file");
    requireNonNull(variable, "variable");
    if (!file.isEmpty() && !variable.isEmpty()) {
      throw RunFailedException.usage("Give either --passwordFile or --passwordEnv, not both.");
    }
  }

  /** The password; empty when there is none. */
  String read(Map<String, String> environment) {
    if (!file.isEmpty()) {
      return readFile();
    }
    if (variable.isEmpty()) {
      return environment.getOrDefault(DEFAULT_VARIABLE, "");
    }
    String value = environment.get(variable);
    if (value == null) {
      throw RunFailedException.usage(
          "--passwordEnv=" + variable + ": there is no such environment variable here.");
    }
    return value;
  }

  private String readFile() {
    try {
      byte[] content =
          ObjectStore.create()
              .read(file)
              .orElseThrow(
                  () ->
                      RunFailedException.usage(
                          "--passwordFile=" + file + ": there is no such file."));
      // Editors end the last line.
      return new String(content, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
    } catch (IOException e) {
      throw RunFailedException.usage("--passwordFile=" + file + " cannot be read (" + e + ").");
    }
  }
}
