package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.AsText;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Enumeration;
import dev.parqueduct.io.postgres.PgType.Multirange;
import dev.parqueduct.io.postgres.PgType.Range;

/**
 * Carries the hash of a row on over a value in the binary form that COPY sends, exactly as the
 * expressions of {@link FingerprintSql} do in the server. Not for use by several threads.
 */
abstract sealed class ValueHash permits ScalarHash, CompositeHash, CompositeArrayHash {
  /** The hash of the row so far, with this value. */
  abstract long add(long row, byte[] bytes, int offset, int length, long seed);

  abstract long addNull(long row, long seed);

  /**
   * @throws IllegalArgumentException if no expression shows all of such values
   */
  static ValueHash of(PgType type, HashMethod method) {
    if (type instanceof Composite composite) {
      return new CompositeHash(composite, method);
    }
    if (type instanceof Array array && array.element() instanceof Composite element) {
      return new CompositeArrayHash(element, method);
    }
    return new ScalarHash(form(type), method, decimals(type));
  }

  /** Decimals of all values; -1 where each has its own. */
  private static int decimals(PgType type) {
    return type instanceof Base base
            && base.type() == BaseType.NUMERIC
            && NumericForm.precision(base.typmod()) > 0
        ? Math.max(0, NumericForm.scale(base.typmod()))
        : -1;
  }

  private static BinaryForm form(PgType type) {
    if (type instanceof Base base) {
      return BinaryForm.of(base.type());
    }
    if (type instanceof Array array) {
      requireFlat(array.element(), type);
      return BinaryForm.ARRAY;
    }
    if (type instanceof Range || type instanceof Multirange) {
      requireFlat(type, type);
    }
    return BinaryForm.BYTES;
  }

  /** Nested binary forms may not hold ids of types, which differ between databases. */
  private static void requireFlat(PgType type, PgType column) {
    // Decimals within arrays and ranges are those that each value has on the server.
    if (type instanceof Base base && NumericForm.isAssumed(base)) {
      throw unsupported(column);
    }
    if (type instanceof Multirange multirange) {
      requireFlat(multirange.range(), column);
    } else if (type instanceof Range range) {
      if (!(range.subtype() instanceof Base || range.subtype() instanceof Enumeration)) {
        throw unsupported(column);
      }
      requireFlat(range.subtype(), column);
    } else if (!(type instanceof Base || type instanceof Enumeration || type instanceof AsText)) {
      throw unsupported(column);
    }
  }

  private static IllegalArgumentException unsupported(PgType type) {
    return new IllegalArgumentException(
        "values of type " + type.name() + " have no fingerprint; export them as text");
  }
}
