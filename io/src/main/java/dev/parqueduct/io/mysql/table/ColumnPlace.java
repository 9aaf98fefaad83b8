package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.table.ImportColumn.Nullability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Where a column of the table is in a schema: a leaf of groups, or the list or map that is nearest
 * to the root.
 *
 * @param path names from the root
 * @param leaf number of the leaf, or of the first one
 * @param nullability whether it, or a group around it, can be null
 */
public record ColumnPlace(List<String> path, int leaf, boolean isNested, Nullability nullability) {
  public ColumnPlace {
    path = List.copyOf(path);
    requireNonNull(nullability, "nullability");
  }

  /** The columns of a schema, in its order. */
  static List<ColumnPlace> all(MessageType schema) {
    List<ColumnPlace> places = new ArrayList<>();
    for (int leaf = 0; leaf < schema.getColumns().size(); leaf++) {
      ColumnPlace place = of(schema, leaf);
      if (places.isEmpty() || !places.get(places.size() - 1).path.equals(place.path)) {
        places.add(place);
      }
    }
    return places;
  }

  /** The column that a leaf belongs to. */
  public static ColumnPlace of(MessageType schema, int leaf) {
    String[] names = schema.getColumns().get(leaf).getPath();
    Nullability nullability = Nullability.REQUIRED;
    for (int depth = 1; depth <= names.length; depth++) {
      List<String> path = Arrays.asList(names).subList(0, depth);
      Type type = schema.getType(path.toArray(String[]::new));
      if (type.isRepetition(Repetition.OPTIONAL)) {
        nullability = Nullability.OPTIONAL;
      }
      if (isNested(type)) {
        return new ColumnPlace(path, leaf, true, nullability);
      }
    }
    return new ColumnPlace(Arrays.asList(names), leaf, false, nullability);
  }

  private static boolean isNested(Type type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return type.isRepetition(Repetition.REPEATED)
        || LogicalTypeAnnotation.listType().equals(logical)
        || LogicalTypeAnnotation.mapType().equals(logical)
        || logical instanceof MapKeyValueTypeAnnotation;
  }

  /** Its name in the table. */
  String name() {
    return String.join("_", path);
  }

  /** The name of the field that it is, or is a part of. */
  String field() {
    return path.get(0);
  }
}
