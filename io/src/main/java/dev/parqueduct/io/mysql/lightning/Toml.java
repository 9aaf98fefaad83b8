package dev.parqueduct.io.mysql.lightning;

import java.util.List;
import java.util.stream.Collectors;

/** Writes TOML 1.0: sections, arrays of tables, and values on lines of their own. */
final class Toml {
  private final StringBuilder text = new StringBuilder();

  Toml comment(String line) {
    text.append("# ").append(line).append('\n');
    return this;
  }

  Toml section(String name) {
    text.append("\n[").append(name).append("]\n");
    return this;
  }

  Toml element(String name) {
    text.append("\n[[").append(name).append("]]\n");
    return this;
  }

  Toml put(String key, String value) {
    return raw(key, quoted(value));
  }

  Toml put(String key, boolean value) {
    return raw(key, String.valueOf(value));
  }

  Toml put(String key, int value) {
    return raw(key, String.valueOf(value));
  }

  Toml put(String key, List<String> values) {
    return raw(key, values.stream().map(Toml::quoted).collect(Collectors.joining(", ", "[", "]")));
  }

  private Toml raw(String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
    return this;
  }

  private static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\u%04X", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
