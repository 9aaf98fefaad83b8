package dev.parqueduct.io.iceberg;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import org.apache.iceberg.Schema;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * The table that files go to.
 *
 * @param namespace one or more levels, with dots between them
 * @param table its name in the namespace
 * @param schema the Parquet schema of the files, in the text form of {@code MessageType}
 */
public record IcebergTarget(String namespace, String table, String schema) implements Serializable {
  public IcebergTarget {
    requireNonNull(schema, "schema");
    for (String level : requireNonNull(namespace, "namespace").split("\\.", -1)) {
      requireFolder(level);
    }
    requireFolder(requireNonNull(table, "table"));
  }

  private static void requireFolder(String name) {
    if (name.isBlank()
        || name.equals(".")
        || name.equals("..")
        || name.contains("/")
        || name.contains("\\")
        || ObjectStore.hasWildcard(name)) {
      throw RunFailedException.usage(
          "\"" + name + "\" cannot be a folder of an Iceberg warehouse; give it another name");
    }
  }

  /**
   * Checks that Iceberg has types for all columns, before files are made.
   *
   * @throws RunFailedException naming the column that has none, and what to do
   */
  public void requireSupported() {
    Schema unused = TableSchemas.of(MessageTypeParser.parseMessageType(schema), identifier());
  }

  /** Namespace and table. */
  public String identifier() {
    return namespace + "." + table;
  }

  /** The table's folder in the warehouse. */
  String folder() {
    return namespace.replace('.', '/') + "/" + table;
  }
}
