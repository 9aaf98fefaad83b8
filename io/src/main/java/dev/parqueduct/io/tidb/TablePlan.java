package dev.parqueduct.io.tidb;

import dev.parqueduct.io.tidb.ColumnPlan.Absence;
import dev.parqueduct.io.tidb.RowChoice.Collations;
import dev.parqueduct.io.tidb.RowChoice.Nullability;
import dev.parqueduct.io.tidb.RowChoice.VirtualColumns;
import dev.parqueduct.io.tidb.TableInfo.KeyColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Decides what the file of a table looks like and where each of its columns comes from. */
final class TablePlan {
  private static final int PRIMARY_KEY = 2;
  private static final byte[] NOTHING = new byte[0];

  private final TableInfo table;
  private final RowOptions options;
  private final ColumnMapping mapping;
  private final List<Type> fields = new ArrayList<>();
  private final List<ColumnInfo> exported = new ArrayList<>();
  private final List<ColumnPlan> plans = new ArrayList<>();
  private final ExtraFields extras;

  TablePlan(TableInfo table, RowOptions options, RowCounts counts) {
    this.table = table;
    this.options = options;
    this.mapping = new ColumnMapping(options, counts);
    if (table.rowless()) {
      throw new IllegalArgumentException(
          "table " + table.name() + " is a view or a sequence, which has no rows");
    }
    for (ColumnInfo column : table.columns()) {
      boolean omitted = column.virtual() && options.virtualColumns() == VirtualColumns.OMIT;
      if (column.visible() && !omitted) {
        add(column);
      }
    }
    this.extras = new ExtraFields(table, options, fields.size(), losesKeysOfDeletes());
    fields.addAll(extras.fields());
    checkNames();
  }

  private void add(ColumnInfo column) {
    int keyPart = keyPart(column);
    boolean inDeletes = keyPart >= 0 && inHandle(column, keyPart, Collations.OLD);
    boolean required =
        column.type().notNull()
            && options.nullability() == Nullability.DECLARED
            && !mapping.mayBecomeNull(column.type())
            && !column.virtual()
            && (!options.incremental() || inDeletes);
    ColumnMapping.Mapped mapped;
    try {
      mapped =
          mapping.map(column, required ? Repetition.REQUIRED : Repetition.OPTIONAL, fields.size());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("table " + table.name() + ": " + e.getMessage(), e);
    }
    fields.add(mapped.type());
    exported.add(column);
    Absent absent = absent(column, keyPart);
    plans.add(
        new ColumnPlan(
            column.id(),
            column.name(),
            mapped.decoder(),
            required,
            keyPart,
            inDeletes,
            absent.meaning(),
            absent.fallback(),
            absent.problem()));
  }

  private record Absent(Absence meaning, byte[] fallback, Optional<String> problem) {
    static Absent means(Absence meaning) {
      return new Absent(meaning, NOTHING, Optional.empty());
    }
  }

  /** The order in which TiDB looks for what a row leaves out. */
  private Absent absent(ColumnInfo column, int keyPart) {
    if (keyPart >= 0) {
      return inHandle(column, keyPart, Collations.UNKNOWN)
          ? Absent.means(Absence.HANDLE)
          : new Absent(
              Absence.ERROR,
              NOTHING,
              Optional.of(
                  "the row has no value of this key column, and its key holds only a sort key"
                      + " or a prefix of it"));
    }
    if (column.virtual()) {
      return Absent.means(Absence.VIRTUAL);
    }
    OriginDefault origin = new OriginDefault(column, options.defaultTimeZone());
    try {
      if (origin.present()) {
        return new Absent(Absence.FALLBACK, origin.value(), Optional.empty());
      }
      return column.type().notNull()
          ? new Absent(Absence.FALLBACK, origin.zero(), Optional.empty())
          : Absent.means(Absence.NULL);
    } catch (BadValueException e) {
      // Only rows without the column need it.
      return new Absent(
          Absence.ERROR,
          NOTHING,
          Optional.of("the row was written before the column was added, and " + e.getMessage()));
    }
  }

  private int keyPart(ColumnInfo column) {
    if (table.pkIsHandle()) {
      return (column.type().flags() & PRIMARY_KEY) != 0 ? 0 : -1;
    }
    List<KeyColumn> key = table.primaryKey();
    for (int i = 0; i < key.size(); i++) {
      if (key.get(i).column() == column.offset()) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether the handle holds the value of a key column.
   *
   * @param enough what must be known of the collations for text to be in keys: when they are
   *     unknown, rows that leave out a column tell that its key holds it; deletions tell nothing
   */
  private boolean inHandle(ColumnInfo column, int keyPart, Collations enough) {
    if (table.pkIsHandle()) {
      return true;
    }
    boolean textKept =
        !column.type().keyLosesText()
            || options.collations() == Collations.OLD
            || (options.collations() == Collations.UNKNOWN && enough == Collations.UNKNOWN);
    return table.primaryKey().get(keyPart).whole() && textKept;
  }

  private boolean losesKeysOfDeletes() {
    return options.incremental()
        && plans.stream().anyMatch(plan -> plan.keyPart() >= 0 && !plan.inDeletes());
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (Type field : fields) {
      if (!names.add(field.getName())) {
        throw new IllegalArgumentException(
            "table " + table.name() + " has a column of its own named " + field.getName());
      }
    }
  }

  MessageType schema() {
    return new MessageType(table.name(), fields);
  }

  List<ColumnInfo> exported() {
    return exported;
  }

  ExtraFields extras() {
    return extras;
  }

  ColumnPlan[] byId() {
    return plans.stream()
        .sorted(Comparator.comparingLong(ColumnPlan::id))
        .toArray(ColumnPlan[]::new);
  }
}
