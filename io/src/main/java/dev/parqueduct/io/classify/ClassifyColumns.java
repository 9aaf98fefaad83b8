package dev.parqueduct.io.classify;

import dev.parqueduct.io.parquet.ColumnRewrite;
import dev.parqueduct.io.report.RunFailedException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The two columns of a file that matter, by their numbers in the order of the schema.
 *
 * @param key the column of the names of objects
 * @param value the column that is filled
 */
record ClassifyColumns(int key, int value) {
  /**
   * @param file named in messages
   * @throws RunFailedException with exit code 2 if the file does not have them
   */
  static ClassifyColumns of(MessageType schema, ClassifyRequest request, String file) {
    int key = find(schema, request.keyColumn(), "--keyColumn", file);
    int value = find(schema, request.valueColumn(), "--valueColumn", file);
    ColumnDescriptor keys = schema.getColumns().get(key);
    if (keys.getMaxRepetitionLevel() > 0
        || keys.getMaxDefinitionLevel() > 1
        || keys.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BINARY) {
      throw RunFailedException.usage(
          "Column "
              + request.keyColumn()
              + " of "
              + file
              + " is no text; name another by --keyColumn.");
    }
    if (!ColumnRewrite.isPossible(schema.getColumns().get(value))) {
      throw RunFailedException.usage(
          "Column "
              + request.valueColumn()
              + " of "
              + file
              + " is no text that may be null; name another by --valueColumn.");
    }
    return new ClassifyColumns(key, value);
  }

  private static int find(MessageType schema, String name, String option, String file) {
    List<ColumnDescriptor> columns = schema.getColumns();
    for (int i = 0; i < columns.size(); i++) {
      if (Arrays.equals(columns.get(i).getPath(), new String[] {name})) {
        return i;
      }
    }
    throw RunFailedException.usage(
        file
            + " has no column "
            + name
            + " ("
            + option
            + "), but: "
            + columns.stream()
                .map(column -> String.join(".", column.getPath()))
                .collect(Collectors.joining(", "))
            + ".");
  }
}
