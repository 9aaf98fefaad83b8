package dev.parqueduct.io.mysql.table;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.table.ImportColumn.Nullability;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The columns of a table that holds rows of Parquet files, in the order of the files.
 *
 * @param all the columns
 * @param key names of those that identify a row; none if nothing does
 */
public record ImportColumns(List<ImportColumn> all, List<String> key) implements Serializable {
  /** The column that identifies rows which nothing else identifies. */
  public static final String ROW_NAME = "_row";

  private static final String USUAL_KEY = "sha256";
  private static final int LONGEST_NAME = 64;

  /** What MySQL's DECIMAL can hold. */
  private static final int MAX_PRECISION = 65;

  private static final int MAX_SCALE = 30;

  public ImportColumns {
    all = new ArrayList<>(requireNonNull(all, "all"));
    key = new ArrayList<>(requireNonNull(key, "key"));
  }

  /**
   * The columns of a schema.
   *
   * @param primaryKey names of the columns that identify a row; if there are none it is sha256
   *     where there is such a column, and otherwise nothing
   * @param skipped columns to leave out
   * @throws RunFailedException with exit code 2 if a column cannot be loaded
   */
  public static ImportColumns of(
      MessageType schema, List<String> primaryKey, List<String> skipped) {
    List<ImportColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> unknown = new HashSet<>(skipped);
    for (ColumnPlace place : ColumnPlace.all(schema)) {
      if (skipped.contains(place.name()) || skipped.contains(place.field())) {
        unknown.remove(place.name());
        unknown.remove(place.field());
        continue;
      }
      checkName(place.name(), names);
      columns.add(column(schema, place));
    }
    if (!unknown.isEmpty()) {
      throw RunFailedException.usage(
          "--skipColumns: the files have no column " + String.join(", ", unknown) + ".");
    }
    return new ImportColumns(columns, key(columns, primaryKey));
  }

  private static void checkName(String name, Set<String> names) {
    if (name.isBlank() || name.length() > LONGEST_NAME || name.endsWith(" ")) {
      throw RunFailedException.usage(
          "The column '"
              + name
              + "' has a name that no table can have: 1 to 64 characters, not ending in a space.");
    }
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw RunFailedException.usage(
          "There are two columns "
              + name
              + ", if letter case is left aside as databases do. Leave one out with --skipColumns.");
    }
  }

  private static ImportColumn column(MessageType schema, ColumnPlace place) {
    if (place.isNested()) {
      return ImportColumn.nested(place.name(), place.leaf(), place.nullability());
    }
    ImportColumn column = ofLeaf(place.name(), place.leaf(), schema);
    if (column.precision() > MAX_PRECISION || column.scale() > MAX_SCALE) {
      throw RunFailedException.usage(
          String.format(
              "The column %s is DECIMAL(%d, %d), and a database holds at most DECIMAL(%d, %d)."
                  + " Leave it out with --skipColumns=%s.",
              place.name(),
              column.precision(),
              column.scale(),
              MAX_PRECISION,
              MAX_SCALE,
              place.name()));
    }
    return column;
  }

  /** What a leaf column holds, which may be a part of a list or a map. */
  public static ImportColumn ofLeaf(String name, int leaf, MessageType schema) {
    ColumnDescriptor descriptor = schema.getColumns().get(leaf);
    PrimitiveType type = descriptor.getPrimitiveType();
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    int bits = physical == PrimitiveTypeName.INT32 ? 32 : 64;
    if (type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer) {
      bits = integer.getBitWidth();
    }
    int precision = 0;
    int scale = 0;
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      precision = decimal.getPrecision();
      scale = decimal.getScale();
    }
    return new ImportColumn(
        name,
        leaf,
        ColumnKind.of(type),
        physical.name(),
        bits,
        physical == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY ? type.getTypeLength() : 0,
        precision,
        scale,
        type.getLogicalTypeAnnotation() instanceof JsonLogicalTypeAnnotation,
        descriptor.getMaxDefinitionLevel() == 0 ? Nullability.REQUIRED : Nullability.OPTIONAL);
  }

  private static List<String> key(List<ImportColumn> columns, List<String> primaryKey) {
    for (String name : primaryKey) {
      if (columns.stream().noneMatch(column -> column.name().equals(name))) {
        throw RunFailedException.usage("--primaryKey: the files have no column " + name + ".");
      }
      if (columns.stream().anyMatch(column -> column.isNested() && column.name().equals(name))) {
        throw RunFailedException.usage(
            "--primaryKey: " + name + " is a list or a map, which cannot be part of a key.");
      }
    }
    return primaryKey.isEmpty()
            && columns.stream().anyMatch(column -> column.name().equals(USUAL_KEY))
        ? List.of(USUAL_KEY)
        : primaryKey;
  }

  /**
   * The columns of a table for the rows of two files; nothing if they are not of one table. The
   * wider of two integers holds both, and so does the finer of two units of time.
   */
  public Optional<ImportColumns> and(ImportColumns other) {
    if (all.size() != other.all.size()) {
      return Optional.empty();
    }
    List<ImportColumn> both = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Optional<ImportColumn> column = all.get(i).and(other.all.get(i));
      if (column.isEmpty()) {
        return Optional.empty();
      }
      both.add(column.get());
    }
    return Optional.of(new ImportColumns(both, key));
  }

  /**
   * The same columns as one of the files has them: another writer may have written it, with other
   * units of time, or nulls.
   */
  public ImportColumns in(MessageType schema) {
    List<ColumnPlace> places = ColumnPlace.all(schema);
    List<ImportColumn> columns = new ArrayList<>();
    for (ImportColumn column : all) {
      Optional<ColumnPlace> own =
          places.stream()
              .filter(place -> place.name().equals(column.name()))
              .filter(place -> column.leaf() != ImportColumn.ROW_NAME)
              .findFirst();
      columns.add(own.map(place -> column(schema, place)).orElse(column));
    }
    return new ImportColumns(columns, key);
  }

  /** With a column that names each row, if nothing else identifies one. */
  public ImportColumns withRowNames() {
    if (!key.isEmpty()) {
      return this;
    }
    List<ImportColumn> more = new ArrayList<>(all);
    more.add(ImportColumn.rowName(ROW_NAME));
    return new ImportColumns(more, List.of(ROW_NAME));
  }

  public ImportColumn get(String name) {
    return all.stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
  }

  public List<String> names() {
    return all.stream().map(ImportColumn::name).toList();
  }

  public boolean isKey(ImportColumn column) {
    return key.contains(column.name());
  }

  /** Numbers of the key's columns. */
  public int[] keyPositions() {
    return key.stream().mapToInt(name -> names().indexOf(name)).toArray();
  }
}
