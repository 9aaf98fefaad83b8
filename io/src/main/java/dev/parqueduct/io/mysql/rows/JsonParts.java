package dev.parqueduct.io.mysql.rows;

import dev.parqueduct.io.mysql.rows.JsonPart.Levels;
import dev.parqueduct.io.mysql.table.ColumnPlace;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.parquet.LeafCursor;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * Puts the parts of a nested column together, from its schema (LogicalTypes.md of the Parquet
 * format, Nested Types, with its rules for lists of older writers).
 */
final class JsonParts {
  private final MessageType schema;
  private int nextLeaf;

  private JsonParts(MessageType schema, int firstLeaf) {
    this.schema = schema;
    this.nextLeaf = firstLeaf;
  }

  /** The part that is the column which a leaf belongs to. */
  static JsonPart of(MessageType schema, int leaf) {
    List<String> path = ColumnPlace.of(schema, leaf).path();
    int definition = 0;
    for (int depth = 1; depth < path.size(); depth++) {
      Type around = schema.getType(path.subList(0, depth).toArray(String[]::new));
      definition += around.isRepetition(Repetition.REQUIRED) ? 0 : 1;
    }
    Type type = schema.getType(path.toArray(String[]::new));
    return new JsonParts(schema, leaf).part(type, definition, 0);
  }

  /**
   * @param definition of what is around the part
   * @param repetition likewise
   */
  private JsonPart part(Type type, int definition, int repetition) {
    if (type.isRepetition(Repetition.REPEATED)) {
      // Without a list around it: as good as one that is never null.
      return new JsonPart.Array(
          new Levels(definition, definition + 1, repetition + 1),
          single(type, definition + 1, repetition + 1));
    }
    return single(type, definition + (type.isRepetition(Repetition.OPTIONAL) ? 1 : 0), repetition);
  }

  /**
   * @param definition from which on it is there
   */
  private JsonPart single(Type type, int definition, int repetition) {
    if (type.isPrimitive()) {
      return leaf(definition, repetition);
    }
    GroupType group = type.asGroupType();
    LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
    if (logical instanceof ListLogicalTypeAnnotation && isRepeated(group)) {
      return array(group, definition, repetition);
    }
    if ((logical instanceof MapLogicalTypeAnnotation
            || logical instanceof MapKeyValueTypeAnnotation)
        && isRepeated(group)
        && isEntry(group.getType(0))) {
      return entries(group.getType(0).asGroupType(), definition, repetition);
    }
    List<String> names = new ArrayList<>();
    List<JsonPart> parts = new ArrayList<>();
    for (Type field : group.getFields()) {
      names.add(field.getName());
      parts.add(part(field, definition, repetition));
    }
    return new JsonPart.Group(definition, names, parts);
  }

  private JsonPart.Leaf leaf(int definition, int repetition) {
    int leaf = nextLeaf++;
    return new JsonPart.Leaf(
        new LeafCursor(leaf, definition, repetition),
        ImportColumns.ofLeaf("element", leaf, schema));
  }

  private static boolean isRepeated(GroupType group) {
    return group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
  }

  private static boolean isEntry(Type repeated) {
    return !repeated.isPrimitive()
        && repeated.asGroupType().getFieldCount() == 2
        && repeated.asGroupType().getType(0).isPrimitive();
  }

  private JsonPart array(GroupType list, int definition, int repetition) {
    Type repeated = list.getType(0);
    Levels levels = new Levels(definition, definition + 1, repetition + 1);
    boolean isElement =
        repeated.isPrimitive()
            || repeated.asGroupType().getFieldCount() != 1
            || repeated.getName().equals("array")
            || repeated.getName().equals(list.getName() + "_tuple");
    return new JsonPart.Array(
        levels,
        isElement
            ? single(repeated, definition + 1, repetition + 1)
            : part(repeated.asGroupType().getType(0), definition + 1, repetition + 1));
  }

  private JsonPart entries(GroupType entry, int definition, int repetition) {
    int keyDefinition = entry.getType(0).isRepetition(Repetition.OPTIONAL) ? 2 : 1;
    JsonPart.Leaf key = leaf(definition + keyDefinition, repetition + 1);
    JsonPart value = part(entry.getType(1), definition + 1, repetition + 1);
    return new JsonPart.Entries(new Levels(definition, definition + 1, repetition + 1), key, value);
  }
}
