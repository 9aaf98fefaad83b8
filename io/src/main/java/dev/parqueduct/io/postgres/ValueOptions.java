package dev.parqueduct.io.postgres;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How values become columns where the file has no place for some of them. The defaults lose
 * nothing: what has no place stops the run, and the message names the option that decides.
 *
 * <p>{@code TEXT} always concerns whole columns, so that a schema does not depend on values: the
 * server prints them. A composite or a range with a part that must be text becomes text as a whole;
 * an array of such values becomes a list of texts.
 */
public record ValueOptions(
    InfiniteDates infiniteDates,
    EndOfDay endOfDay,
    UnboundedNumerics unboundedNumerics,
    NanNumerics nanNumerics,
    ArrayShapes arrayShapes,
    InvalidText invalidText)
    implements Serializable {
  /**
   * What becomes of {@code infinity} and {@code -infinity} in dates, timestamps and intervals, and
   * of timestamps after the year 294246, which count too many microseconds from 1970.
   */
  public enum InfiniteDates {
    ERROR,
    NULL,
    /** All dates, timestamps and intervals become text. */
    TEXT
  }

  /** What becomes of the time 24:00:00, which is outside of Parquet's TIME. */
  public enum EndOfDay {
    ERROR,
    NULL,
    /** All times become text. */
    TEXT
  }

  /** What becomes of NaN and of infinities in numerics that are DECIMAL. */
  public enum NanNumerics {
    ERROR,
    NULL,
    /** All numerics become text. */
    TEXT
  }

  /**
   * What becomes of arrays that do not have the declared number of dimensions, or whose subscripts
   * do not begin at 1. Columns of arrays without a declared number have one dimension.
   */
  public enum ArrayShapes {
    ERROR,
    /** All arrays become text. */
    TEXT
  }

  /** What becomes of text that is not UTF-8, which databases in SQL_ASCII can hold. */
  public enum InvalidText {
    ERROR,
    /** Columns of text become bytes; in arrays and composites it stays text, and an error. */
    BINARY
  }

  /**
   * What becomes of numerics without a precision, or with one that DECIMAL does not reach.
   *
   * @param precision digits of all, 1 to 38, where {@code form} is DECIMAL, else 0
   * @param scale digits after the point, 0 to {@code precision}
   */
  public record UnboundedNumerics(Form form, int precision, int scale) implements Serializable {
    /** The type of such columns. */
    public enum Form {
      TEXT,
      /** No file is written. */
      ERROR,
      /** DECIMAL; a value that does not fit without rounding stops the run. */
      DECIMAL
    }

    private static final int MOST_DIGITS = 38;

    public UnboundedNumerics {
      requireNonNull(form, "form");
      if (form == Form.DECIMAL
          ? precision < 1 || precision > MOST_DIGITS || scale < 0 || scale > precision
          : precision != 0 || scale != 0) {
        throw new IllegalArgumentException(
            "no DECIMAL has precision " + precision + " and scale " + scale);
      }
    }

    public static UnboundedNumerics text() {
      return new UnboundedNumerics(Form.TEXT, 0, 0);
    }

    public static UnboundedNumerics error() {
      return new UnboundedNumerics(Form.ERROR, 0, 0);
    }

    public static UnboundedNumerics decimal(int precision, int scale) {
      return new UnboundedNumerics(Form.DECIMAL, precision, scale);
    }
  }

  public ValueOptions {
    requireNonNull(infiniteDates, "infiniteDates");
    requireNonNull(endOfDay, "endOfDay");
    requireNonNull(unboundedNumerics, "unboundedNumerics");
    requireNonNull(nanNumerics, "nanNumerics");
    requireNonNull(arrayShapes, "arrayShapes");
    requireNonNull(invalidText, "invalidText");
  }

  /** What holds unless something else is said. */
  public static ValueOptions defaults() {
    return new ValueOptions(
        InfiniteDates.ERROR,
        EndOfDay.ERROR,
        UnboundedNumerics.text(),
        NanNumerics.ERROR,
        ArrayShapes.ERROR,
        InvalidText.ERROR);
  }

  public ValueOptions withInfiniteDates(InfiniteDates policy) {
    return new ValueOptions(
        policy, endOfDay, unboundedNumerics, nanNumerics, arrayShapes, invalidText);
  }

  public ValueOptions withEndOfDay(EndOfDay policy) {
    return new ValueOptions(
        infiniteDates, policy, unboundedNumerics, nanNumerics, arrayShapes, invalidText);
  }

  public ValueOptions withUnboundedNumerics(UnboundedNumerics policy) {
    return new ValueOptions(infiniteDates, endOfDay, policy, nanNumerics, arrayShapes, invalidText);
  }

  public ValueOptions withNanNumerics(NanNumerics policy) {
    return new ValueOptions(
        infiniteDates, endOfDay, unboundedNumerics, policy, arrayShapes, invalidText);
  }

  public ValueOptions withArrayShapes(ArrayShapes policy) {
    return new ValueOptions(
        infiniteDates, endOfDay, unboundedNumerics, nanNumerics, policy, invalidText);
  }

  public ValueOptions withInvalidText(InvalidText policy) {
    return new ValueOptions(
        infiniteDates, endOfDay, unboundedNumerics, nanNumerics, arrayShapes, policy);
  }
}
