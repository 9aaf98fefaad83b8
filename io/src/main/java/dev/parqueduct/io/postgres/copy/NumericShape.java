package dev.parqueduct.io.postgres.copy;

/**
 * What numerics of a type look like.
 *
 * @param precision digits of all, 0 where there is no bound
 * @param scale digits after the point
 */
record NumericShape(int precision, int scale) {
  static final NumericShape UNBOUNDED = new NumericShape(0, 0);

  /** Digits that DECIMAL reaches. */
  private static final int DECIMAL_DIGITS = 38;

  private static final int HEADER = 4;
  private static final int SCALE_BITS = 11;

  /** Whether DECIMAL holds all such values. */
  boolean fitsDecimal() {
    return precision >= 1 && precision <= DECIMAL_DIGITS;
  }

  /** The modifier that {@code numeric(p,s)} has. */
  static int typmod(int precision, int scale) {
    return (precision << 16 | scale) + HEADER;
  }

  /**
   * The shape that holds all values of {@code numeric(p,s)}: a negative scale, which PostgreSQL 15
   * brought, adds digits before the point, and a scale beyond the precision digits after it.
   *
   * @param typmod -1 for none, else {@code (p << 16 | s & 0x7ff) + 4} (numeric.c)
   */
  static NumericShape ofTypmod(int typmod) {
    if (typmod < HEADER) {
      return UNBOUNDED;
    }
    int precision = (typmod - HEADER) >>> 16;
    int scale = (typmod - HEADER) << (Integer.SIZE - SCALE_BITS) >> (Integer.SIZE - SCALE_BITS);
    return scale < 0
        ? new NumericShape(precision - scale, 0)
        : new NumericShape(Math.max(precision, scale), scale);
  }
}
