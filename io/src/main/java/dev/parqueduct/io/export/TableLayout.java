package dev.parqueduct.io.export;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.parquet.schema.MessageType;

/**
 * What the files of one table have in common.
 *
 * @param schema of the rows
 * @param naming of the files
 * @param metadata key-value metadata of every file, beside that of the settings
 */
public record TableLayout(MessageType schema, FileNaming naming, Map<String, String> metadata) {
  public TableLayout {
    requireNonNull(schema, "schema");
    requireNonNull(naming, "naming");
    metadata = Map.copyOf(metadata);
  }

  public static TableLayout of(MessageType schema, FileNaming naming) {
    return new TableLayout(schema, naming, Map.of());
  }
}
