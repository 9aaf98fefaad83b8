package dev.parqueduct.io.tidb;

import java.io.Serializable;

/**
 * A choice of how rows become columns, one of the constants of an enum; {@link RowOptions} hold one
 * of each. The first constant of each enum is what holds unless something else is said.
 */
public sealed interface RowChoice extends Serializable
    permits TypeMapping,
        RowChoice.InvalidDates,
        RowChoice.InvalidText,
        RowChoice.WideDecimals,
        RowChoice.UnsignedBigint,
        RowChoice.TinyInt1,
        RowChoice.BitForm,
        RowChoice.SetForm,
        RowChoice.TimeForm,
        RowChoice.VirtualColumns,
        RowChoice.Nullability,
        RowChoice.Checksums,
        RowChoice.Collations {
  /** What becomes of dates that the calendar does not have, 0000-00-00 among them. */
  enum InvalidDates implements RowChoice {
    ERROR,
    NULL,
    /** All dates and times become text columns. */
    TEXT
  }

  /** What becomes of text that is not UTF-8. */
  enum InvalidText implements RowChoice {
    ERROR,
    REPLACE,
    /** All text columns become bytes. */
    BINARY
  }

  /**
   * The type of DECIMAL with more than 38 digits, which few readers of Parquet take as a number.
   */
  enum WideDecimals implements RowChoice {
    TEXT,
    ERROR,
    /** DECIMAL in BINARY. */
    BINARY
  }

  /** The type of BIGINT UNSIGNED. */
  enum UnsignedBigint implements RowChoice {
    UINT_64,
    /** DECIMAL(20,0). */
    DECIMAL
  }

  /** The type of TINYINT(1), which is what MySQL makes of BOOLEAN. */
  enum TinyInt1 implements RowChoice {
    INTEGER,
    BOOLEAN
  }

  /** The type of BIT(n). */
  enum BitForm implements RowChoice {
    BINARY,
    UINT_64,
    /** BIT(1) is BOOLEAN, longer ones are BINARY. */
    BOOLEAN
  }

  /** The type of SET. */
  enum SetForm implements RowChoice {
    TEXT,
    LIST
  }

  /** The type of TIME, which reaches from -838:59:59 to 838:59:59. */
  enum TimeForm implements RowChoice {
    MICROS,
    TEXT
  }

  /** What becomes of generated columns that are not stored. */
  enum VirtualColumns implements RowChoice {
    NULL,
    OMIT
  }

  /** Which columns are required. */
  enum Nullability implements RowChoice {
    DECLARED,
    /** All columns are optional. */
    OPTIONAL
  }

  /** What becomes of rows whose checksum is not that of their bytes. */
  enum Checksums implements RowChoice {
    ERROR,
    COUNT,
    IGNORE
  }

  /** Whether the cluster used the new collations, under which keys hold no text. */
  enum Collations implements RowChoice {
    UNKNOWN,
    NEW,
    OLD
  }
}
