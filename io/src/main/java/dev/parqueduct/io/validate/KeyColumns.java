package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;

/**
 * The columns that names of archive files tell of.
 *
 * @param timestamp name of the timestamp's column; empty if the file says it
 * @param id name of the id's column, likewise
 */
public record KeyColumns(String timestamp, String id) implements Serializable {
  private static final String TIMESTAMP_KEY = "parqueduct.timestamp_column";
  private static final String ID_KEY = "parqueduct.id_column";
  private static final String USUAL_TIMESTAMP = "uploaded_date";
  private static final String USUAL_ID = "data_item_id";

  public KeyColumns {
    requireNonNull(timestamp, "timestamp");
    requireNonNull(id, "id");
  }

  /** The names for a file: those of the options, else of its metadata, else the usual ones. */
  KeyColumns of(Map<String, String> metadata) {
    return new KeyColumns(
        timestamp.isEmpty() ? metadata.getOrDefault(TIMESTAMP_KEY, USUAL_TIMESTAMP) : timestamp,
        id.isEmpty() ? metadata.getOrDefault(ID_KEY, USUAL_ID) : id);
  }

  /** The number of a column that is neither in a list nor in a group. */
  static Optional<Integer> find(MessageType schema, String name) {
    List<ColumnDescriptor> columns = schema.getColumns();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescriptor column = columns.get(i);
      if (column.getPath().length == 1 && column.getPath()[0].equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
