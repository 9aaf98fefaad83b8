package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lists the data files of an output by table, as {@code {output}/_manifest.json}: for programs that
 * load the files and want to know which there are, how long, and as of when. The same files make
 * the same bytes.
 *
 * @param pipeline what wrote the files
 * @param properties of all tables, such as the snapshot's timestamp
 * @param tables sorted by name
 */
public record Manifest(
    @JsonProperty("pipeline") String pipeline,
    @JsonProperty("properties") Map<String, String> properties,
    @JsonProperty("tables") List<TableFiles> tables)
    implements Serializable {
  /** Its name in the output folder. */
  public static final String NAME = "_manifest.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  public Manifest {
    requireNonNull(pipeline, "pipeline");
    properties = new TreeMap<>(properties);
    tables = new ArrayList<>(tables);
    tables.sort(Comparator.comparing(TableFiles::table));
  }

  /** Writes it, replacing an older one; one that says the same is left alone. */
  public void write(ObjectStore store, String output) throws IOException {
    String path = ObjectStore.join(output, NAME);
    byte[] json = JSON.writeValueAsBytes(this);
    Optional<byte[]> older = store.read(path);
    if (older.isEmpty() || !Arrays.equals(older.get(), json)) {
      store.write(path, json, Ledger.of(output, store).pendingFolder("manifest"));
    }
  }

  /** The manifest of an output, if it has one. */
  public static Optional<Manifest> read(ObjectStore store, String output) throws IOException {
    Optional<byte[]> json = store.read(ObjectStore.join(output, NAME));
    return json.isPresent()
        ? Optional.of(JSON.readValue(json.get(), Manifest.class))
        : Optional.empty();
  }

  /**
   * The files of a table.
   *
   * @param table its name
   * @param rows of all files
   * @param bytes of all files
   * @param properties of this table
   * @param files sorted by path
   */
  public record TableFiles(
      @JsonProperty("table") String table,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("properties") Map<String, String> properties,
      @JsonProperty("files") List<DataFile> files)
      implements Serializable {
    public TableFiles {
      requireNonNull(table, "table");
      properties = new TreeMap<>(properties);
      files = new ArrayList<>(files);
      files.sort(Comparator.comparing(DataFile::path));
    }

    public static TableFiles of(
        String table, Map<String, String> properties, List<DataFile> files) {
      return new TableFiles(
          table,
          files.stream().mapToLong(DataFile::rows).sum(),
          files.stream().mapToLong(DataFile::bytes).sum(),
          properties,
          files);
    }
  }

  /**
   * A file.
   *
   * @param path relative to the output folder
   * @param rows its rows
   * @param bytes its size
   * @param crc32c CRC32C of its content, eight hexadecimal digits
   * @param keys the keys that it covers, in whatever form the source has them; left out when they
   *     are not known
   */
  public record DataFile(
      @JsonProperty("path") String path,
      @JsonProperty("rows") long rows,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("crc32c") String crc32c,
      @JsonProperty("keys") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> keys)
      implements Serializable {
    public DataFile {
      requireNonNull(path, "path");
      keys = keys == null ? new ArrayList<>() : new ArrayList<>(keys);
    }

    public static DataFile of(FileEntry file) {
      return new DataFile(file.path(), file.rows(), file.bytes(), file.crc32c(), List.of());
    }

    /** With its first key and the one that it ends at. */
    public DataFile withKeys(String first, String end) {
      return new DataFile(path, rows, bytes, crc32c, List.of(first, end));
    }
  }
}
