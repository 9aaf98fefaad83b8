package dev.parqueduct.io.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A finished file.
 *
 * @param path relative to the output folder
 * @param rows its rows or records
 * @param bytes its size
 * @param crc32c CRC32C of its content, eight hexadecimal digits
 * @param fingerprints sums over its rows that do not depend on their order, by kind; left out when
 *     there are none
 * @param columns what its columns hold; left out when it is not recorded
 */
public record FileEntry(
    @JsonProperty("path") String path,
    @JsonProperty("rows") long rows,
    @JsonProperty("bytes") long bytes,
    @JsonProperty("crc32c") String crc32c,
    @JsonProperty("fingerprints") @JsonInclude(JsonInclude.Include.NON_EMPTY)
        Map<String, String> fingerprints,
    @JsonProperty("columns") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ColumnEntry> columns)
    implements Serializable {
  @JsonCreator
  public FileEntry {
    fingerprints = fingerprints == null ? new TreeMap<>() : new TreeMap<>(fingerprints);
    columns = columns == null ? new ArrayList<>() : new ArrayList<>(columns);
  }

  /** A file of which no more is recorded. */
  public FileEntry(String path, long rows, long bytes, String crc32c) {
    this(path, rows, bytes, crc32c, Map.of(), List.of());
  }

  /** With sums over its rows. */
  public FileEntry withFingerprints(Map<String, String> sums) {
    return new FileEntry(path, rows, bytes, crc32c, sums, columns);
  }

  /** With what its columns hold. */
  public FileEntry withColumns(List<ColumnEntry> held) {
    return new FileEntry(path, rows, bytes, crc32c, fingerprints, held);
  }
}
