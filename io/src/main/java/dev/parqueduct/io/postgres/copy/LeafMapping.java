package dev.parqueduct.io.postgres.copy;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;

import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.ValueOptions.NanNumerics;
import dev.parqueduct.io.text.TextBuffer;
import java.math.BigInteger;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Chooses leaf columns for types that take one, and numbers them in the order of the schema. */
final class LeafMapping {
  static final LogicalTypeAnnotation TIME_OF_DAY = timeType(false, TimeUnit.MICROS);

  private static final int INT_DIGITS = 9;
  private static final int LONG_DIGITS = 18;

  private final ValueOptions options;
  private final TextBuffer text = new TextBuffer();
  private int leaves;

  LeafMapping(ValueOptions options) {
    this.options = options;
  }

  /** The first of so many leaf columns, which are next in the schema. */
  int take(int count) {
    int first = leaves;
    leaves += count;
    return first;
  }

  private int take() {
    return take(1);
  }

  Mapped base(PgType.Base base, Place place) {
    return switch (base.type()) {
      case BOOL -> leaf(PrimitiveTypeName.BOOLEAN, place, new NumberValues.Bool(place, take()));
      case INT2 -> int32(intType(16, true), place, new NumberValues.Int2(place, take()));
      case INT4 -> int32(null, place, new NumberValues.Int4(place, take()));
      case INT8 -> int64(null, place, new NumberValues.Int8(place, take()));
      // The next larger signed type, which every reader knows.
      case OID -> int64(null, place, new NumberValues.Oid(place, take()));
      case FLOAT4 -> leaf(PrimitiveTypeName.FLOAT, place, new NumberValues.Float4(place, take()));
      case FLOAT8 -> leaf(PrimitiveTypeName.DOUBLE, place, new NumberValues.Float8(place, take()));
      case NUMERIC -> numeric(base, place);
      case MONEY -> {
        int size = bytesOf(NumberValues.Money.PRECISION);
        LogicalTypeAnnotation type = decimalType(base.typmod(), NumberValues.Money.PRECISION);
        yield fixed(size, type, place, new NumberValues.Money(place, take(), size));
      }
      case UUID ->
          fixed(NumberValues.Uuid.BYTES, uuidType(), place, new NumberValues.Uuid(place, take()));
      case BYTEA -> bytes(place);
      case TEXT, VARCHAR, BPCHAR, NAME, XML -> text(place, stringType());
      case JSON -> text(place, jsonType());
      case JSONB -> annotated(jsonType(), place, new TextValues.Jsonb(place, take()));
      case CHAR -> ascii(place, new TextValues.Char(place, take(), text));
      case BIT, VARBIT -> ascii(place, new TextValues.Bits(place, take(), text));
      case INET, CIDR -> ascii(place, new NetworkValues.Inet(place, take(), text));
      case MACADDR -> ascii(place, new NetworkValues.Mac(place, take(), 6, text));
      case MACADDR8 -> ascii(place, new NetworkValues.Mac(place, take(), 8, text));
      case DATE ->
          int32(dateType(), place, new TimeValues.Day(place, take(), options.infiniteDates()));
      case TIME ->
          int64(TIME_OF_DAY, place, new TimeValues.Time(place, take(), options.endOfDay()));
      case TIMESTAMP -> moment(timestampType(false, TimeUnit.MICROS), place);
      case TIMESTAMPTZ -> moment(timestampType(true, TimeUnit.MICROS), place);
      case TIMETZ, INTERVAL ->
          throw new IllegalArgumentException(base.name() + " takes several columns");
    };
  }

  private Mapped moment(LogicalTypeAnnotation type, Place place) {
    return int64(type, place, new TimeValues.Moment(place, take(), options.infiniteDates()));
  }

  private Mapped numeric(PgType.Base base, Place place) {
    NumericShape shape = NumericShape.ofTypmod(base.typmod());
    if (!shape.fitsDecimal()) {
      switch (options.unboundedNumerics().form()) {
        case DECIMAL ->
            shape =
                new NumericShape(
                    options.unboundedNumerics().precision(), options.unboundedNumerics().scale());
        case TEXT -> shape = NumericShape.UNBOUNDED;
        case ERROR ->
            throw new IllegalArgumentException(
                "column "
                    + place.name()
                    + " is "
                    + base.name()
                    + ", which DECIMAL does not reach: choose --unboundedNumerics=TEXT, or a"
                    + " precision and scale that all values fit");
      }
    }
    NanNumerics policy = options.nanNumerics();
    int precision = shape.precision();
    int scale = shape.scale();
    if (precision < 1 || policy == NanNumerics.TEXT) {
      return ascii(place, new NumericValues.Text(place, take(), text));
    }
    LogicalTypeAnnotation type = decimalType(scale, precision);
    if (precision <= INT_DIGITS) {
      return int32(type, place, new NumericValues.Int(place, take(), precision, scale, policy));
    }
    if (precision <= LONG_DIGITS) {
      return int64(type, place, new NumericValues.Long64(place, take(), precision, scale, policy));
    }
    int size = bytesOf(precision);
    return fixed(
        size, type, place, new NumericValues.Fixed(place, take(), precision, scale, policy, size));
  }

  /** The least bytes that hold all numbers of so many digits, with a sign. */
  private static int bytesOf(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
  }

  /** Text that the server holds or prints. */
  Mapped text(Place place, LogicalTypeAnnotation type) {
    return annotated(type, place, new TextValues.Text(place, take()));
  }

  Mapped bytes(Place place) {
    return leaf(PrimitiveTypeName.BINARY, place, new TextValues.Bytes(place, take()));
  }

  /**
   * Text that is base64url, as bytes.
   *
   * @throws IllegalArgumentException when the type is not text
   */
  Mapped base64(PgType type, Place place) {
    boolean text =
        type instanceof PgType.Base base
            && switch (base.type()) {
              case TEXT, VARCHAR, BPCHAR -> true;
              default -> false;
            };
    if (!text) {
      throw new IllegalArgumentException(
          "column " + place.name() + " is " + type.name() + "; only text can be base64url");
    }
    return leaf(PrimitiveTypeName.BINARY, place, new Base64Value(place, take()));
  }

  private static Mapped ascii(Place place, ValueDecoder decoder) {
    return annotated(stringType(), place, decoder);
  }

  private static Mapped annotated(LogicalTypeAnnotation type, Place place, ValueDecoder decoder) {
    return new Mapped(type(place, PrimitiveTypeName.BINARY, type), decoder);
  }

  private static Mapped leaf(PrimitiveTypeName type, Place place, ValueDecoder decoder) {
    return new Mapped(type(place, type, null), decoder);
  }

  private static Mapped int32(LogicalTypeAnnotation type, Place place, ValueDecoder decoder) {
    return new Mapped(type(place, PrimitiveTypeName.INT32, type), decoder);
  }

  private static Mapped int64(LogicalTypeAnnotation type, Place place, ValueDecoder decoder) {
    return new Mapped(type(place, PrimitiveTypeName.INT64, type), decoder);
  }

  private static Mapped fixed(
      int size, LogicalTypeAnnotation type, Place place, ValueDecoder decoder) {
    return new Mapped(
        Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, place.repetition())
            .length(size)
            .as(type)
            .named(place.name()),
        decoder);
  }

  /**
   * A leaf of the schema.
   *
   * @param annotation null for none
   */
  static Type type(Place place, PrimitiveTypeName type, LogicalTypeAnnotation annotation) {
    return Types.primitive(type, place.repetition()).as(annotation).named(place.name());
  }
}
