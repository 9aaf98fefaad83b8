package dev.parqueduct.io.tidb;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.parqueduct.io.text.TextBuffer;
import dev.parqueduct.io.tidb.NumberDecoder.NumberSign;
import dev.parqueduct.io.tidb.RowChoice.BitForm;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;
import dev.parqueduct.io.tidb.RowChoice.InvalidText;
import dev.parqueduct.io.tidb.RowChoice.SetForm;
import dev.parqueduct.io.tidb.RowChoice.TimeForm;
import dev.parqueduct.io.tidb.RowChoice.TinyInt1;
import dev.parqueduct.io.tidb.RowChoice.UnsignedBigint;
import dev.parqueduct.io.tidb.RowChoice.WideDecimals;
import java.math.BigInteger;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Chooses the Parquet types of columns, and their decoders. */
final class ColumnMapping {
  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;
  private static final int FIXED_DIGITS = 38;

  private final RowOptions options;
  private final RowCounts counts;
  private final TextBuffer text = new TextBuffer();

  /** A column of the file and what fills it. */
  record Mapped(Type type, ColumnDecoder decoder) {}

  ColumnMapping(RowOptions options, RowCounts counts) {
    this.options = options;
    this.counts = counts;
  }

  private boolean logical() {
    return options.mapping() == TypeMapping.LOGICAL;
  }

  /** Whether values may become null whatever the schema says. */
  boolean mayBecomeNull(FieldType type) {
    return options.invalidDates() == InvalidDates.NULL
        && logical()
        && switch (type.code()) {
          case TypeCode.DATE, TypeCode.NEW_DATE, TypeCode.DATETIME, TypeCode.TIMESTAMP -> true;
          default -> false;
        };
  }

  /**
   * Maps a column.
   *
   * @throws IllegalArgumentException when its type is not supported
   */
  Mapped map(ColumnInfo column, Repetition repetition, int slot) {
    FieldType type = column.type();
    Leaf leaf = new Leaf(column.name(), repetition, slot);
    return switch (type.code()) {
      case TypeCode.TINY, TypeCode.SHORT, TypeCode.INT24, TypeCode.LONG, TypeCode.LONGLONG ->
          type.unsigned() ? unsigned(type, leaf) : signed(type, leaf);
      case TypeCode.YEAR ->
          logical() ? leaf.int32(null, NumberSign.SIGNED) : leaf.int64(null, NumberSign.SIGNED);
      case TypeCode.FLOAT ->
          logical()
              ? leaf.plain(PrimitiveTypeName.FLOAT, new RealColumns.Single(slot))
              : leaf.plain(PrimitiveTypeName.DOUBLE, new RealColumns.Twofold(slot));
      case TypeCode.DOUBLE -> leaf.plain(PrimitiveTypeName.DOUBLE, new RealColumns.Twofold(slot));
      case TypeCode.DECIMAL -> decimal(type, leaf);
      case TypeCode.DATE, TypeCode.NEW_DATE ->
          datesAsText()
              ? leaf.string(new TimeColumns.DayText(slot, text))
              : leaf.annotated(
                  PrimitiveTypeName.INT32,
                  dateType(),
                  new TimeColumns.Day(slot, options.invalidDates(), counts));
      case TypeCode.DATETIME, TypeCode.TIMESTAMP -> moment(type, leaf);
      case TypeCode.DURATION ->
          logical() && options.times() == TimeForm.MICROS
              ? leaf.plain(PrimitiveTypeName.INT64, new TimeColumns.Duration(slot))
              : leaf.string(new TimeColumns.DurationAsText(slot, type.fraction(), text));
      case TypeCode.BIT -> bit(type, leaf);
      case TypeCode.ENUM -> enumeration(type, leaf);
      case TypeCode.SET -> set(type, leaf);
      case TypeCode.JSON ->
          leaf.annotated(
              PrimitiveTypeName.BINARY,
              logical() ? jsonType() : stringType(),
              new TextColumns.Json(slot, text));
      case TypeCode.VECTOR ->
          logical()
              ? leaf.list(
                  Types.required(PrimitiveTypeName.FLOAT).named("element"),
                  new RealColumns.Vector(slot, leaf.emptyLevel()))
              : leaf.string(new RealColumns.VectorText(slot, text));
      // Expressions whose type is not known: no row holds a value.
      case TypeCode.NULL -> leaf.plain(PrimitiveTypeName.BINARY, new TextColumns.Bytes(slot));
      default -> string(column, leaf);
    };
  }

  private Mapped signed(FieldType type, Leaf leaf) {
    if (!logical()) {
      return leaf.int64(null, NumberSign.SIGNED);
    }
    return switch (type.code()) {
      case TypeCode.TINY ->
          truth(type)
              ? leaf.truth(NumberSign.SIGNED)
              : leaf.int32(intType(8, true), NumberSign.SIGNED);
      case TypeCode.SHORT -> leaf.int32(intType(16, true), NumberSign.SIGNED);
      case TypeCode.LONGLONG -> leaf.int64(null, NumberSign.SIGNED);
      default -> leaf.int32(null, NumberSign.SIGNED);
    };
  }

  private Mapped unsigned(FieldType type, Leaf leaf) {
    if (!logical()) {
      return leaf.string(new IntegerColumns.UnsignedText(leaf.slot(), text));
    }
    return switch (type.code()) {
      case TypeCode.TINY ->
          truth(type)
              ? leaf.truth(NumberSign.UNSIGNED)
              : leaf.int32(intType(8, false), NumberSign.UNSIGNED);
      case TypeCode.SHORT -> leaf.int32(intType(16, false), NumberSign.UNSIGNED);
      case TypeCode.INT24 -> leaf.int32(null, NumberSign.UNSIGNED);
      // The next larger signed type, which every reader knows.
      case TypeCode.LONG -> leaf.int64(null, NumberSign.UNSIGNED);
      default ->
          options.unsignedBigint() == UnsignedBigint.UINT_64
              ? leaf.int64(intType(64, false), NumberSign.UNSIGNED)
              : leaf.fixed(
                  IntegerColumns.UnsignedDecimal.BYTES,
                  decimalType(0, 20),
                  new IntegerColumns.UnsignedDecimal(leaf.slot()));
    };
  }

  private boolean truth(FieldType type) {
    return type.length() == 1 && options.tinyInt1() == TinyInt1.BOOLEAN;
  }

  private Mapped decimal(FieldType type, Leaf leaf) {
    int precision = type.precision();
    int scale = type.scale();
    BinaryDecimal decimal = new BinaryDecimal(precision, scale);
    WideDecimals wide = options.wideDecimals();
    if (!logical() || (precision > FIXED_DIGITS && wide == WideDecimals.TEXT)) {
      return leaf.string(new RealColumns.DecimalText(leaf.slot(), decimal, text));
    }
    if (precision > FIXED_DIGITS && wide == WideDecimals.ERROR) {
      throw new IllegalArgumentException(
          "column "
              + leaf.name()
              + " is "
              + type.sql()
              + ", more than 38 digits: choose --wideDecimals=text or --wideDecimals=binary");
    }
    LogicalTypeAnnotation annotation = decimalType(scale, precision);
    if (precision <= INT_DIGITS) {
      return leaf.annotated(
          PrimitiveTypeName.INT32, annotation, new RealColumns.DecimalInt(leaf.slot(), decimal));
    }
    if (precision <= LONG_DIGITS) {
      return leaf.annotated(
          PrimitiveTypeName.INT64, annotation, new RealColumns.DecimalLong(leaf.slot(), decimal));
    }
    int size = bytesOf(precision);
    if (precision > FIXED_DIGITS) {
      return leaf.annotated(
          PrimitiveTypeName.BINARY,
          annotation,
          new RealColumns.DecimalBytes(leaf.slot(), decimal, size));
    }
    return leaf.fixed(size, annotation, new RealColumns.DecimalFixed(leaf.slot(), decimal, size));
  }

  /** The least bytes that hold all numbers of so many digits, with a sign. */
  private static int bytesOf(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
  }

  private boolean datesAsText() {
    return !logical() || options.invalidDates() == InvalidDates.TEXT;
  }

  private Mapped moment(FieldType type, Leaf leaf) {
    if (datesAsText()) {
      return leaf.string(new TimeColumns.MomentText(leaf.slot(), type.fraction(), text));
    }
    return leaf.annotated(
        PrimitiveTypeName.INT64,
        timestampType(type.code() == TypeCode.TIMESTAMP, TimeUnit.MICROS),
        new TimeColumns.Moment(leaf.slot(), options.invalidDates(), counts));
  }

  private Mapped bit(FieldType type, Leaf leaf) {
    int bits = type.length() <= 0 ? 1 : type.length();
    if (logical() && options.bits() == BitForm.UINT_64) {
      return leaf.int64(intType(64, false), NumberSign.UNSIGNED);
    }
    if (logical() && options.bits() == BitForm.BOOLEAN && bits == 1) {
      return leaf.truth(NumberSign.UNSIGNED);
    }
    return leaf.plain(PrimitiveTypeName.BINARY, new IntegerColumns.Bits(leaf.slot(), bits));
  }

  private Mapped enumeration(FieldType type, Leaf leaf) {
    ColumnDecoder decoder = new TextColumns.EnumMember(leaf.slot(), type.elements());
    if (!textual(type.elements())) {
      return leaf.plain(PrimitiveTypeName.BINARY, decoder);
    }
    return leaf.annotated(PrimitiveTypeName.BINARY, logical() ? enumType() : stringType(), decoder);
  }

  private Mapped set(FieldType type, Leaf leaf) {
    boolean textual = textual(type.elements());
    if (logical() && options.sets() == SetForm.LIST) {
      var element = Types.required(PrimitiveTypeName.BINARY);
      return leaf.list(
          textual ? element.as(stringType()).named("element") : element.named("element"),
          new TextColumns.SetList(leaf.slot(), type.elements(), leaf.emptyLevel()));
    }
    ColumnDecoder decoder = new TextColumns.SetText(leaf.slot(), type.elements(), text);
    return textual ? leaf.string(decoder) : leaf.plain(PrimitiveTypeName.BINARY, decoder);
  }

  private static boolean textual(List<byte[]> members) {
    return members.stream().allMatch(member -> Utf8.valid(member, 0, member.length));
  }

  private Mapped string(ColumnInfo column, Leaf leaf) {
    FieldType type = column.type();
    if (!type.string()) {
      throw new IllegalArgumentException(
          "column " + column.name() + " has type " + type.code() + ", which is not supported");
    }
    if (type.binary() || options.invalidText() == InvalidText.BINARY) {
      return leaf.plain(PrimitiveTypeName.BINARY, new TextColumns.Bytes(leaf.slot()));
    }
    return leaf.string(new TextColumns.Text(leaf.slot(), options.invalidText(), counts, text));
  }
}
