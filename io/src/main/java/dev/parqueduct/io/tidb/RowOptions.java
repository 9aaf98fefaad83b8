package dev.parqueduct.io.tidb;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How rows become columns. The defaults lose nothing: what has no place in its column stops the
 * run, and the message names the option that decides.
 *
 * @param defaultTimeZone the server's time zone when tables of old versions of TiDB got timestamp
 *     columns with defaults; empty when not known
 * @param incremental whether rows may be deletions, which makes all columns optional but those of
 *     the key
 */
public record RowOptions(
    TypeMapping mapping,
    InvalidDates invalidDates,
    InvalidText invalidText,
    UnsignedBigint unsignedBigint,
    TinyInt1 tinyInt1,
    BitForm bits,
    SetForm sets,
    TimeForm times,
    VirtualColumns virtualColumns,
    Nullability nullability,
    Checksums checksums,
    Collations collations,
    String defaultTimeZone,
    Set<ExtraColumn> extras,
    boolean incremental)
    implements Serializable {
  /** What becomes of dates that the calendar does not have, 0000-00-00 among them. */
  public enum InvalidDates {
    ERROR,
    NULL,
    /** All dates and times become text columns. */
    TEXT
  }

  /** What becomes of text that is not UTF-8. */
  public enum InvalidText {
    ERROR,
    REPLACE,
    /** All text columns become bytes. */
    BINARY
  }

  /** The type of BIGINT UNSIGNED. */
  public enum UnsignedBigint {
    UINT_64,
    /** DECIMAL(20,0). */
    DECIMAL
  }

  /** The type of TINYINT(1), which is what MySQL makes of BOOLEAN. */
  public enum TinyInt1 {
    INTEGER,
    BOOLEAN
  }

  /** The type of BIT(n). */
  public enum BitForm {
    BINARY,
    UINT_64,
    /** BIT(1) is BOOLEAN, longer ones are BINARY. */
    BOOLEAN
  }

  /** The type of SET. */
  public enum SetForm {
    TEXT,
    LIST
  }

  /** The type of TIME, which reaches from -838:59:59 to 838:59:59. */
  public enum TimeForm {
    MICROS,
    TEXT
  }

  /** What becomes of generated columns that are not stored. */
  public enum VirtualColumns {
    NULL,
    OMIT
  }

  /** Which columns are required. */
  public enum Nullability {
    DECLARED,
    /** All columns are optional. */
    OPTIONAL
  }

  /** What becomes of rows whose checksum is not that of their bytes. */
  public enum Checksums {
    ERROR,
    COUNT,
    IGNORE
  }

  /** Whether the cluster used the new collations, under which keys hold no text. */
  public enum Collations {
    NEW,
    OLD,
    UNKNOWN
  }

  public RowOptions {
    extras = extras.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(extras));
  }

  /** What holds unless something else is said. */
  public static RowOptions defaults() {
    return new RowOptions(
        TypeMapping.LOGICAL,
        InvalidDates.ERROR,
        InvalidText.ERROR,
        UnsignedBigint.UINT_64,
        TinyInt1.INTEGER,
        BitForm.BINARY,
        SetForm.TEXT,
        TimeForm.MICROS,
        VirtualColumns.NULL,
        Nullability.DECLARED,
        Checksums.ERROR,
        Collations.UNKNOWN,
        "",
        Set.of(),
        false);
  }

  public RowOptions withMapping(TypeMapping newMapping) {
    return new RowOptions(
        newMapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withInvalidDates(InvalidDates newInvalidDates) {
    return new RowOptions(
        mapping,
        newInvalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withInvalidText(InvalidText newInvalidText) {
    return new RowOptions(
        mapping,
        invalidDates,
        newInvalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withUnsignedBigint(UnsignedBigint newUnsignedBigint) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        newUnsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withTinyInt1(TinyInt1 newTinyInt1) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        newTinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withBits(BitForm newBits) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        newBits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withSets(SetForm newSets) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        newSets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withTimes(TimeForm newTimes) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        newTimes,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withVirtualColumns(VirtualColumns newVirtualColumns) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        newVirtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withNullability(Nullability newNullability) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        newNullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withChecksums(Checksums newChecksums) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        newChecksums,
        collations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withCollations(Collations newCollations) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        newCollations,
        defaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withDefaultTimeZone(String newDefaultTimeZone) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        newDefaultTimeZone,
        extras,
        incremental);
  }

  public RowOptions withExtras(Set<ExtraColumn> newExtras) {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        newExtras,
        incremental);
  }

  /** For backups that hold changes, deletions among them. */
  public RowOptions forIncremental() {
    return new RowOptions(
        mapping,
        invalidDates,
        invalidText,
        unsignedBigint,
        tinyInt1,
        bits,
        sets,
        times,
        virtualColumns,
        nullability,
        checksums,
        collations,
        defaultTimeZone,
        extras,
        true);
  }
}
