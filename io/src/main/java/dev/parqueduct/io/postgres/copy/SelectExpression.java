package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.ValueOptions.InvalidText;

/** What is selected for a column, so that its values come in a form that has a decoder. */
final class SelectExpression {
  private SelectExpression() {}

  static String of(PgColumn column, InvalidText policy) {
    String name = '"' + column.name().replace("\"", "\"\"") + '"';
    PgType type = column.type();
    if (policy == InvalidText.BINARY && textual(type)) {
      // SQL_ASCII converts nothing. The cast of char(n) to text would cut off blanks.
      return padded(type)
          ? "CASE WHEN "
              + name
              + " IS NOT NULL THEN "
              + bytes("format('%s', " + name + ")")
              + " END"
          : bytes(name + "::text");
    }
    if (type instanceof PgType.AsText) {
      return name + "::text";
    }
    boolean texts = type instanceof PgType.Array array && array.element() instanceof PgType.AsText;
    return texts ? name + "::text[]" : name;
  }

  private static String bytes(String text) {
    return "convert_to(" + text + ", 'SQL_ASCII')";
  }

  private static boolean padded(PgType type) {
    return type instanceof PgType.Base base && base.type() == BaseType.BPCHAR;
  }

  /** Whether values are text in the encoding of the database. */
  static boolean textual(PgType type) {
    if (type instanceof PgType.Base base) {
      return switch (base.type()) {
        case TEXT, VARCHAR, BPCHAR, NAME, XML, JSON, JSONB -> true;
        default -> false;
      };
    }
    return type instanceof PgType.Enumeration || type instanceof PgType.AsText;
  }
}
