package dev.parqueduct.io.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Counts and bounds of the values of a column chunk, and what the footer says of them. */
final class ChunkCheck {
  private final PrimitiveTypeName type;
  private final ValueOrder order;
  private final int boundLimit;
  private final boolean bounded;

  /** Whether the footer's count of nulls means what it says. */
  private final boolean nullsCount;

  private final NumberBounds numbers;
  private final BinaryBounds strings;
  private long levels;
  private long nulls;
  private long rows;

  /**
   * @param ownWriter whether our writer wrote the footer. Others count as nulls of a nested column
   *     what they will: DuckDB counts those of groups twice.
   */
  ChunkCheck(ColumnDescriptor descriptor, boolean ownWriter) {
    this.nullsCount = ownWriter || descriptor.getPath().length == 1;
    PrimitiveType primitive = descriptor.getPrimitiveType();
    this.type = primitive.getPrimitiveTypeName();
    this.order = ValueOrder.of(primitive);
    int fixedLength =
        type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY ? primitive.getTypeLength() : -1;
    this.boundLimit = Math.max(BinaryBounds.LONGEST, fixedLength);
    this.bounded = order != ValueOrder.UNDEFINED && fixedLength <= BinaryBounds.LONGEST;
    this.numbers = new NumberBounds(order == ValueOrder.BOOLEAN ? ValueOrder.SIGNED_32 : order);
    this.strings = new BinaryBounds(order, fixedLength);
  }

  void addPage(PageValues page) {
    levels += page.levels();
    nulls += page.levels() - page.count();
    rows += page.rows();
    if (!page.isDictionary()) {
      addBounds(page.values());
    }
  }

  /** Takes in the values of a dictionary that are used. */
  void addDictionary(UsedDictionary dictionary) {
    Values values = dictionary.values();
    for (int i = 0; i < values.count(); i++) {
      if (dictionary.isUsed(i) && isString()) {
        addString(values, i);
      } else if (dictionary.isUsed(i)) {
        numbers.addAll(new long[] {values.numbers()[i]}, 1);
      }
    }
  }

  private void addBounds(Values values) {
    if (!isString()) {
      numbers.addAll(values.numbers(), values.count());
    } else if (bounded) {
      for (int i = 0; i < values.count(); i++) {
        addString(values, i);
      }
    }
  }

  private void addString(Values values, int index) {
    if (bounded) {
      strings.add(values.bytes(), values.starts()[index], values.lengths()[index]);
    }
  }

  private boolean isString() {
    return switch (type) {
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> true;
      default -> false;
    };
  }

  /**
   * The bounds.
   *
   * @param cut bytes that are left of byte strings which are too long for a footer
   */
  private Optional<Bounds> bounds(int cut) {
    if (isString()) {
      return strings.bounds(boundLimit, cut);
    }
    Optional<Bounds> found = numbers.bounds();
    return order == ValueOrder.BOOLEAN
        ? found.map(b -> Bounds.exact(low(b.min().getBytes()), low(b.max().getBytes())))
        : found;
  }

  private static byte[] low(byte[] number) {
    return Arrays.copyOf(number, 1);
  }

  /**
   * Compares with the footer.
   *
   * @return what was found, in the form that our writer gives a footer, and the ledger
   */
  ColumnMetaData finish(ColumnMetaData stated, long groupRows) throws DamagedFileException {
    requireEqual("values", levels, stated.getNum_values());
    requireEqual("rows", rows, groupRows);
    Statistics found = new Statistics();
    found.setNull_count(nulls);
    bounds(BinaryColumn.INDEX_BOUND)
        .ifPresent(
            b -> {
              found.setMin_value(b.min().getBytes());
              found.setMax_value(b.max().getBytes());
            });
    if (stated.isSetStatistics()) {
      Statistics footer = stated.getStatistics();
      if (nullsCount && footer.isSetNull_count()) {
        requireEqual("nulls", nulls, footer.getNull_count());
      }
      Optional<Bounds> bounds = bounds(boundLimit);
      if (bounds.isPresent()) {
        compare(footer, bounds.get());
      }
    }
    ColumnMetaData result = new ColumnMetaData();
    result.setNum_values(levels);
    result.setStatistics(found);
    return result;
  }

  private void compare(Statistics footer, Bounds found) throws DamagedFileException {
    if (footer.isSetMin_value()) {
      byte[] min = zero(footer.getMin_value(), true);
      int difference = order.compare(min, found.min().getBytes());
      requireBound(
          "minimum",
          difference <= 0,
          difference == 0
              || !isExact(footer.isSetIs_min_value_exact(), footer.isIs_min_value_exact()));
    }
    if (footer.isSetMax_value()) {
      byte[] max = zero(footer.getMax_value(), false);
      int difference = order.compare(max, found.max().getBytes());
      requireBound(
          "maximum",
          difference >= 0,
          difference == 0
              || !isExact(footer.isSetIs_max_value_exact(), footer.isIs_max_value_exact()));
    }
  }

  /** Bounds of byte strings may be cut off where the footer does not say that they are not. */
  private boolean isExact(boolean stated, boolean exact) {
    return stated ? exact : !isString();
  }

  /** A zero may be bounded by either zero. */
  private byte[] zero(byte[] bound, boolean lower) {
    boolean zero = (order == ValueOrder.FLOAT || order == ValueOrder.DOUBLE);
    for (int i = 0; i < bound.length && zero; i++) {
      zero = bound[i] == 0 || (i == bound.length - 1 && bound[i] == Byte.MIN_VALUE);
    }
    if (!zero) {
      return bound;
    }
    byte[] signed = bound.clone();
    signed[bound.length - 1] = lower ? Byte.MIN_VALUE : 0;
    return signed;
  }

  private static void requireBound(String name, boolean holds, boolean met)
      throws DamagedFileException {
    if (!holds) {
      throw new DamagedFileException("a value is beyond the " + name + " in the footer");
    }
    if (!met) {
      throw new DamagedFileException("no value is the " + name + " in the footer");
    }
  }

  private static void requireEqual(String what, long found, long stated)
      throws DamagedFileException {
    if (found != stated) {
      throw new DamagedFileException(found + " " + what + " where the footer says " + stated);
    }
  }
}
