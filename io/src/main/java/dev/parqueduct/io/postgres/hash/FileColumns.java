package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.LeafCursor;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Multirange;
import dev.parqueduct.io.postgres.PgType.Range;
import dev.parqueduct.io.postgres.hash.ListNode.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Finds the columns of the table in the schema of a file. */
final class FileColumns {
  private final HashScheme scheme;
  private int nextLeaf;

  private FileColumns(HashScheme scheme) {
    this.scheme = scheme;
  }

  /**
   * @throws IllegalArgumentException if the schema is not that of a file of these columns
   */
  static List<FileColumn> of(List<PgColumn> columns, MessageType schema, HashScheme scheme) {
    if (schema.getFieldCount() != columns.size()) {
      throw new IllegalArgumentException(
          "the file has " + schema.getFieldCount() + " columns, the table " + columns.size());
    }
    FileColumns found = new FileColumns(scheme);
    List<FileColumn> result = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      PgColumn column = columns.get(i);
      Type field = schema.getType(i);
      if (!field.getName().equals(column.name())) {
        throw new IllegalArgumentException(
            "the file has a column " + field.getName() + " in place of " + column.name());
      }
      result.add(found.column(column, field));
    }
    return result;
  }

  private FileColumn column(PgColumn column, Type field) {
    ValueHash hash = ValueHash.of(column.type(), scheme.method());
    if (field.isPrimitive() && !field.isRepetition(Repetition.REPEATED)) {
      LeafForm form = LeafForms.of(column.type(), field.asPrimitiveType(), column.conversion());
      if (!(hash instanceof ScalarHash scalar)) {
        throw notAs(column.type(), field);
      }
      return new FlatColumn(nextLeaf++, definition(field, 0), form, scalar, scheme);
    }
    return new NestedColumn(node(column.type(), field, 0, 0), hash, scheme);
  }

  private static int definition(Type field, int parent) {
    return field.isRepetition(Repetition.REQUIRED) ? parent : parent + 1;
  }

  private static IllegalArgumentException notAs(PgType type, Type field) {
    return new IllegalArgumentException(
        "values of type " + type.name() + " cannot be had back from " + field);
  }

  private Node node(PgType type, Type field, int parentDefinition, int repetition) {
    if (field.isRepetition(Repetition.REPEATED)) {
      throw notAs(type, field);
    }
    int definition = definition(field, parentDefinition);
    if (field.isPrimitive()) {
      PrimitiveType primitive = field.asPrimitiveType();
      LeafForm form = LeafForms.of(type, primitive, Conversion.NONE);
      return new Node.Leaf(new LeafCursor(nextLeaf++, definition, repetition), form);
    }
    GroupType group = field.asGroupType();
    if (type instanceof Array array) {
      return array(array, group, definition, repetition);
    }
    if (type instanceof Multirange multirange) {
      Type entry = entry(multirange, group);
      Node range = node(multirange.range(), entry, definition + 1, repetition + 1);
      return ListNode.multirange(new Dimension(definition, definition + 1, repetition + 1), range);
    }
    return group(type, group, definition, repetition);
  }

  private Node array(Array array, GroupType field, int fieldDefinition, int fieldRepetition) {
    List<Dimension> dimensions = new ArrayList<>();
    GroupType group = field;
    int definition = fieldDefinition;
    int repetition = fieldRepetition;
    Type entry = entry(array, group);
    dimensions.add(new Dimension(definition, ++definition, ++repetition));
    for (int i = 1; i < array.dimensions(); i++) {
      definition = definition(entry, definition);
      group = entry.asGroupType();
      entry = entry(array, group);
      dimensions.add(new Dimension(definition, ++definition, ++repetition));
    }
    return ListNode.array(dimensions, node(array.element(), entry, definition, repetition));
  }

  /** The element of a three-level list. */
  private static Type entry(PgType type, GroupType list) {
    if (list.getFieldCount() != 1
        || !list.getType(0).isRepetition(Repetition.REPEATED)
        || list.getType(0).isPrimitive()
        || list.getType(0).asGroupType().getFieldCount() != 1) {
      throw notAs(type, list);
    }
    return list.getType(0).asGroupType().getType(0);
  }

  private Node group(PgType type, GroupType group, int definition, int repetition) {
    List<Node> parts = new ArrayList<>();
    if (type instanceof Composite composite && composite.fields().size() == group.getFieldCount()) {
      for (int i = 0; i < group.getFieldCount(); i++) {
        parts.add(node(composite.fields().get(i).type(), group.getType(i), definition, repetition));
      }
      return new GroupNode(definition, leaves(parts), GroupNode.composite(parts));
    }
    if (type instanceof Range range && group.getFieldCount() == 5) {
      parts.add(node(range.subtype(), group.getType(0), definition, repetition));
      parts.add(node(range.subtype(), group.getType(1), definition, repetition));
      for (int i = 2; i < 5; i++) {
        parts.add(number(group.getType(i), definition, repetition));
      }
      return new GroupNode(
          definition,
          leaves(parts),
          GroupNode.range(
              parts.get(0),
              parts.get(1),
              parts.get(2).first(),
              parts.get(3).first(),
              parts.get(4).first()));
    }
    for (Type part : group.getFields()) {
      parts.add(number(part, definition, repetition));
    }
    List<LeafCursor> leaves = leaves(parts);
    if (isBase(type, BaseType.TIMETZ) && leaves.size() == 2) {
      return new GroupNode(definition, leaves, GroupNode.timetz(leaves.get(0), leaves.get(1)));
    }
    if (isBase(type, BaseType.INTERVAL) && leaves.size() == 3) {
      return new GroupNode(
          definition, leaves, GroupNode.interval(leaves.get(0), leaves.get(1), leaves.get(2)));
    }
    throw notAs(type, group);
  }

  private static boolean isBase(PgType type, BaseType wanted) {
    return type instanceof Base base && base.type() == wanted;
  }

  /** A number that is a part of a value. */
  private Node number(Type field, int parentDefinition, int repetition) {
    LeafCursor cursor = new LeafCursor(nextLeaf++, definition(field, parentDefinition), repetition);
    return new Node.Leaf(
        cursor, LeafForm.ofNumbers(LeafForm.Shortcut.NONE, (n, out) -> out.writeLong(n)));
  }

  private static List<LeafCursor> leaves(List<Node> parts) {
    return parts.stream().flatMap(part -> part.leaves().stream()).toList();
  }
}
