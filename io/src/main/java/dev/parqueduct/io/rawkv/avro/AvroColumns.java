package dev.parqueduct.io.rawkv.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.parquet.schema.Type.Repetition;

/** Takes the schema of a record apart into columns. */
final class AvroColumns {
  private final List<AvroColumn> columns = new ArrayList<>();
  private final Map<String, String> pathByName = new HashMap<>();

  private AvroColumns() {}

  static List<AvroColumn> of(Schema record) {
    AvroColumns columns = new AvroColumns();
    columns.addFields(record, new Place("", "", List.of(), List.of(), Repetition.REQUIRED));
    if (columns.columns.isEmpty()) {
      throw new IllegalArgumentException("the schema has no fields");
    }
    return columns.columns;
  }

  /**
   * Where in the value a schema is.
   *
   * @param name of the column
   * @param path the same with dots
   * @param positions of the fields from the value down
   * @param records that it is in
   * @param repetition whether it may be missing
   */
  private record Place(
      String name,
      String path,
      List<Integer> positions,
      List<Schema> records,
      Repetition repetition) {
    Place field(Schema record, Schema.Field field) {
      return new Place(
          name.isEmpty() ? field.name() : name + "_" + field.name(),
          path.isEmpty() ? field.name() : path + "." + field.name(),
          plus(positions, field.pos()),
          plus(records, record),
          repetition);
    }

    Place optional() {
      return new Place(name, path, positions, records, Repetition.OPTIONAL);
    }

    private static <T> List<T> plus(List<T> list, T element) {
      List<T> longer = new ArrayList<>(list);
      longer.add(element);
      return longer;
    }
  }

  private void addFields(Schema record, Place place) {
    for (Schema.Field field : record.getFields()) {
      add(field.schema(), place.field(record, field));
    }
  }

  private void add(Schema schema, Place place) {
    switch (schema.getType()) {
      case UNION -> addUnion(schema, place);
      case RECORD -> {
        // Schemas are compared by name: the whole of one that holds itself has no end.
        boolean recursive =
            place.records().stream().anyMatch(r -> r.getFullName().equals(schema.getFullName()));
        if (recursive) {
          addColumn(AvroKind.JSON, schema, place);
        } else {
          addFields(schema, place);
        }
      }
      case NULL -> addColumn(AvroKind.JSON, schema, place.optional());
      default -> addColumn(AvroKind.of(schema), schema, place);
    }
  }

  private void addUnion(Schema union, Place place) {
    List<Schema> others =
        union.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    Place here = others.size() < union.getTypes().size() ? place.optional() : place;
    if (others.size() == 1) {
      add(others.get(0), here);
    } else {
      addColumn(AvroKind.JSON, union, here);
    }
  }

  private void addColumn(AvroKind kind, Schema schema, Place place) {
    String other = pathByName.putIfAbsent(place.name(), place.path());
    if (other != null) {
      throw new IllegalArgumentException(
          "the fields "
              + other
              + " and "
              + place.path()
              + " would both be the column "
              + place.name());
    }
    int[] positions = place.positions().stream().mapToInt(Integer::intValue).toArray();
    columns.add(
        new AvroColumn(
            kind, kind.column(schema, place.repetition(), place.name()), place.path(), positions));
  }
}
