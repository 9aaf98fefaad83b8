package dev.parqueduct.io.secrets;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where the password is, never what it is: it is read by whoever connects, when it does.
 *
 * @param file path of a file that holds it, or empty
 * @param variable environment variable that holds it, or empty
 */
public record PasswordSource(String file, String variable) implements Serializable {
  /** None is given. */
  public static final PasswordSource NONE = new PasswordSource("", "");

  public PasswordSource {
    requireNonNull(file, "file");
    requireNonNull(variable, "variable");
    if (!file.isEmpty() && !variable.isEmpty()) {
      throw RunFailedException.usage("Give either --passwordFile or --passwordEnv, not both.");
    }
  }

  /** The password, unless the options name no source. */
  public Optional<String> read(Map<String, String> environment) {
    if (!file.isEmpty()) {
      return Optional.of(readFile());
    }
    if (!variable.isEmpty()) {
      String value = environment.get(variable);
      if (value == null) {
        throw RunFailedException.usage(
            "--passwordEnv=" + variable + ": there is no such environment variable here.");
      }
      return Optional.of(value);
    }
    return Optional.empty();
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
