package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.ValueOptions.ArrayShapes;
import dev.parqueduct.io.postgres.ValueOptions.EndOfDay;
import dev.parqueduct.io.postgres.ValueOptions.InfiniteDates;
import dev.parqueduct.io.postgres.ValueOptions.NanNumerics;
import dev.parqueduct.io.postgres.ValueOptions.UnboundedNumerics;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which types the server prints. Casts reach whole values and elements of arrays only, so a
 * composite or a range with a part that must be text becomes text.
 */
final class TypePolicies {
  private final ValueOptions options;

  TypePolicies(ValueOptions options) {
    this.options = options;
  }

  /** The type as it is exported, with {@code AsText} at its top or as the element of an array. */
  PgType exported(PgType type) {
    boolean text = false;
    if (type instanceof PgType.Base base) {
      if (isAssumedDecimal(base)) {
        return new PgType.Base(
            base.name(),
            base.type(),
            NumericShape.typmod(
                options.unboundedNumerics().precision(), options.unboundedNumerics().scale()));
      }
      text = printed(base);
    } else if (type instanceof PgType.Array array) {
      if (options.arrayShapes() == ArrayShapes.ERROR) {
        PgType element = exported(array.element());
        return new PgType.Array(
            array.name(),
            hasText(element) ? new PgType.AsText(array.element().name()) : element,
            array.dimensions());
      }
      text = true;
    } else if (type instanceof PgType.Composite composite) {
      List<PgType.Field> fields = new ArrayList<>();
      for (PgType.Field field : composite.fields()) {
        fields.add(new PgType.Field(field.name(), exported(field.type())));
      }
      if (!fields.isEmpty() && fields.stream().noneMatch(field -> hasText(field.type()))) {
        return new PgType.Composite(composite.name(), fields);
      }
      // Parquet has no groups without fields.
      text = true;
    } else if (type instanceof PgType.Range range) {
      PgType subtype = exported(range.subtype());
      if (!hasText(subtype)) {
        return new PgType.Range(range.name(), subtype);
      }
      text = true;
    } else if (type instanceof PgType.Multirange multirange) {
      PgType range = exported(multirange.range());
      if (range instanceof PgType.Range known) {
        return new PgType.Multirange(multirange.name(), known);
      }
      text = true;
    }
    return text ? new PgType.AsText(type.name()) : type;
  }

  /** Numerics that get a precision and a scale which the server does not hold them to. */
  private boolean isAssumedDecimal(PgType.Base base) {
    return base.type() == BaseType.NUMERIC
        && options.unboundedNumerics().form() == UnboundedNumerics.Form.DECIMAL
        && options.nanNumerics() != NanNumerics.TEXT
        && !NumericShape.ofTypmod(base.typmod()).fitsDecimal();
  }

  private boolean printed(PgType.Base base) {
    return switch (base.type()) {
      case DATE, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> options.infiniteDates() == InfiniteDates.TEXT;
      case TIME, TIMETZ -> options.endOfDay() == EndOfDay.TEXT;
      default -> false;
    };
  }

  private static boolean hasText(PgType exported) {
    return exported instanceof PgType.AsText
        || (exported instanceof PgType.Array array && array.element() instanceof PgType.AsText);
  }
}
