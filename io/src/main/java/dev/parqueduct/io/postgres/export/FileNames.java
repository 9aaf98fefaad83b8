package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;

/**
 * How files are named.
 *
 * @param prefix that all names begin with
 */
public record FileNames(Layout layout, String prefix) implements Serializable {
  public FileNames {
    requireNonNull(layout, "layout");
    if (!prefix.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
      throw RunFailedException.usage(
          "--filePrefix=" + prefix + " must consist of letters, digits, _, - and points.");
    }
  }
}
