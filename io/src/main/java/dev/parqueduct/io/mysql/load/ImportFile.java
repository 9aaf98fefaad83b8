package dev.parqueduct.io.mysql.load;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * A file that is loaded.
 *
 * @param path relative to the input
 * @param bytes its size
 * @param footer checksum of its footer, which tells versions of the file apart
 * @param groupRows rows of its row groups
 */
public record ImportFile(String path, long bytes, long footer, List<Long> groupRows)
    implements Serializable {
  public ImportFile {
    requireNonNull(path, "path");
    groupRows = new java.util.ArrayList<>(groupRows);
  }

  public long rows() {
    return groupRows.stream().mapToLong(Long::longValue).sum();
  }

  /** What a unit records of the version it has loaded. */
  String version() {
    return String.format("%s@%08x", path, footer);
  }
}
