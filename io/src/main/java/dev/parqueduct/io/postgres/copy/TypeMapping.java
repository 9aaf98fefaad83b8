package dev.parqueduct.io.postgres.copy;

import static org.apache.parquet.schema.LogicalTypeAnnotation.enumType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.ValueOptions.EndOfDay;
import dev.parqueduct.io.postgres.ValueOptions.InfiniteDates;
import dev.parqueduct.io.postgres.ValueOptions.InvalidText;
import dev.parqueduct.io.postgres.ValueOptions.NanNumerics;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Chooses the Parquet types of columns, and their decoders. Columns are to be mapped in the order
 * of the schema, since their leaves are numbered on the way.
 */
final class TypeMapping {
  private final ValueOptions options;
  private final LeafMapping leaves;

  TypeMapping(ValueOptions options) {
    this.options = options;
    this.leaves = new LeafMapping(options);
  }

  /**
   * Maps a column.
   *
   * @throws IllegalArgumentException when it cannot be exported under the options
   */
  Mapped column(PgColumn column) {
    PgType type = column.type();
    boolean required = column.notNull() && !mayBecomeNull(type);
    Place place = Place.column(column.name(), required ? Repetition.REQUIRED : Repetition.OPTIONAL);
    if (column.conversion() == Conversion.BASE64URL_BYTES) {
      return leaves.base64(type, place);
    }
    return options.invalidText() == InvalidText.BINARY && SelectExpression.textual(type)
        ? leaves.bytes(place)
        : map(type, place);
  }

  /** Whether a value, or a part of one, may become null by a policy, so that it is lost. */
  boolean mayLose(PgType type) {
    if (type instanceof PgType.Array array) {
      return mayLose(array.element());
    }
    if (type instanceof PgType.Composite composite) {
      return composite.fields().stream().anyMatch(field -> mayLose(field.type()));
    }
    if (type instanceof PgType.Multirange multirange) {
      return mayLose(multirange.range());
    }
    return type instanceof PgType.Range range ? mayLose(range.subtype()) : mayBecomeNull(type);
  }

  private boolean mayBecomeNull(PgType type) {
    return type instanceof PgType.Base base
        && switch (base.type()) {
          case DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL ->
              options.infiniteDates() == InfiniteDates.NULL;
          case TIME, TIMETZ -> options.endOfDay() == EndOfDay.NULL;
          case NUMERIC -> options.nanNumerics() == NanNumerics.NULL;
          default -> false;
        };
  }

  private Mapped map(PgType type, Place place) {
    if (type instanceof PgType.Base base) {
      return switch (base.type()) {
        case TIMETZ -> timeTz(place);
        case INTERVAL -> interval(place);
        default -> leaves.base(base, place);
      };
    }
    if (type instanceof PgType.Array array) {
      return array(array, place);
    }
    if (type instanceof PgType.Composite composite) {
      return composite(composite, place);
    }
    if (type instanceof PgType.Range range) {
      return range(range, place);
    }
    if (type instanceof PgType.Multirange multirange) {
      Mapped range = range(multirange.range(), place.element(Repetition.REQUIRED));
      return new Mapped(list(place, range.type()), new MultirangeValue(place, range.decoder()));
    }
    return leaves.text(place, type instanceof PgType.Enumeration ? enumType() : stringType());
  }

  private Mapped array(PgType.Array array, Place place) {
    Place inner = place;
    for (int i = 0; i < array.dimensions(); i++) {
      inner = inner.element(Repetition.OPTIONAL);
    }
    Mapped element = map(array.element(), inner);
    Type type = element.type();
    for (int i = 1; i < array.dimensions(); i++) {
      type = list(inner, type);
    }
    return new Mapped(
        list(place, type), new ArrayValue(place, element.decoder(), array.dimensions()));
  }

  private Mapped composite(PgType.Composite composite, Place place) {
    List<Type> types = new ArrayList<>();
    List<ValueDecoder> decoders = new ArrayList<>();
    for (PgType.Field field : composite.fields()) {
      Mapped mapped = map(field.type(), place.field(field.name(), Repetition.OPTIONAL));
      types.add(mapped.type());
      decoders.add(mapped.decoder());
    }
    return new Mapped(group(place, types), new CompositeValue(place, decoders));
  }

  private Mapped range(PgType.Range range, Place place) {
    Mapped lower = map(range.subtype(), place.field("lower", Repetition.OPTIONAL));
    Mapped upper = map(range.subtype(), place.field("upper", Repetition.OPTIONAL));
    int flags = leaves.take(3);
    List<Type> types =
        List.of(
            lower.type(),
            upper.type(),
            part(place, PrimitiveTypeName.BOOLEAN, "lower_inclusive"),
            part(place, PrimitiveTypeName.BOOLEAN, "upper_inclusive"),
            part(place, PrimitiveTypeName.BOOLEAN, "empty"));
    return new Mapped(
        group(place, types), new RangeValue(place, lower.decoder(), upper.decoder(), flags));
  }

  private Mapped timeTz(Place place) {
    List<Type> types =
        List.of(
            LeafMapping.type(
                place.field("time", Repetition.REQUIRED),
                PrimitiveTypeName.INT64,
                LeafMapping.TIME_OF_DAY),
            part(place, PrimitiveTypeName.INT32, "utc_offset"));
    int slot = leaves.take(types.size());
    return new Mapped(group(place, types), new TimeValues.TimeTz(place, slot, options.endOfDay()));
  }

  private Mapped interval(Place place) {
    List<Type> types =
        List.of(
            part(place, PrimitiveTypeName.INT32, "months"),
            part(place, PrimitiveTypeName.INT32, "days"),
            part(place, PrimitiveTypeName.INT64, "micros"));
    int slot = leaves.take(types.size());
    return new Mapped(
        group(place, types), new TimeValues.Interval(place, slot, options.infiniteDates()));
  }

  private static Type part(Place place, PrimitiveTypeName type, String name) {
    return LeafMapping.type(place.field(name, Repetition.REQUIRED), type, null);
  }

  private static GroupType group(Place place, List<Type> fields) {
    return new GroupType(place.repetition(), place.name(), fields);
  }

  /** The three levels that Parquet's documentation of LIST asks for. */
  private static GroupType list(Place place, Type element) {
    return Types.list(place.repetition()).element(element).named(place.name());
  }
}
