package dev.parqueduct.io.tidb;

import dev.parqueduct.io.tidb.RowChoice.BitForm;
import dev.parqueduct.io.tidb.RowChoice.Checksums;
import dev.parqueduct.io.tidb.RowChoice.Collations;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;
import dev.parqueduct.io.tidb.RowChoice.InvalidText;
import dev.parqueduct.io.tidb.RowChoice.Nullability;
import dev.parqueduct.io.tidb.RowChoice.SetForm;
import dev.parqueduct.io.tidb.RowChoice.TimeForm;
import dev.parqueduct.io.tidb.RowChoice.TinyInt1;
import dev.parqueduct.io.tidb.RowChoice.UnsignedBigint;
import dev.parqueduct.io.tidb.RowChoice.VirtualColumns;
import dev.parqueduct.io.tidb.RowChoice.WideDecimals;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How rows become columns. The defaults lose nothing: what has no place in its column stops the
 * run, and the message names the option that decides.
 *
 * @param choices what was chosen, by its enum
 * @param defaultTimeZone the server's time zone when tables of old versions of TiDB got timestamp
 *     columns with defaults; empty when not known
 * @param extras columns that say where a row comes from
 * @param incremental whether rows may be deletions, which makes all columns optional but those of
 *     the key
 */
public record RowOptions(
    Map<Class<?>, RowChoice> choices,
    String defaultTimeZone,
    Set<ExtraColumn> extras,
    boolean incremental)
    implements Serializable {
  private static final RowOptions DEFAULTS = new RowOptions(Map.of(), "", Set.of(), false);

  public RowOptions {
    choices = Map.copyOf(choices);
    extras = extras.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(extras));
  }

  /** What holds unless something else is said. */
  public static RowOptions defaults() {
    return DEFAULTS;
  }

  /** Takes the place of what was chosen before from the same enum. */
  public <E extends Enum<E> & RowChoice> RowOptions with(E choice) {
    Map<Class<?>, RowChoice> changed = new HashMap<>(choices);
    changed.put(choice.getDeclaringClass(), choice);
    return new RowOptions(changed, defaultTimeZone, extras, incremental);
  }

  public RowOptions withDefaultTimeZone(String zone) {
    return new RowOptions(choices, zone, extras, incremental);
  }

  public RowOptions withExtras(Set<ExtraColumn> wanted) {
    return new RowOptions(choices, defaultTimeZone, wanted, incremental);
  }

  /** The same for rows that may be deletions. */
  public RowOptions forIncremental() {
    return new RowOptions(choices, defaultTimeZone, extras, true);
  }

  private <E extends Enum<E> & RowChoice> E chosen(Class<E> type) {
    RowChoice choice = choices.get(type);
    return choice == null ? type.getEnumConstants()[0] : type.cast(choice);
  }

  public TypeMapping mapping() {
    return chosen(TypeMapping.class);
  }

  public InvalidDates invalidDates() {
    return chosen(InvalidDates.class);
  }

  public InvalidText invalidText() {
    return chosen(InvalidText.class);
  }

  public WideDecimals wideDecimals() {
    return chosen(WideDecimals.class);
  }

  public UnsignedBigint unsignedBigint() {
    return chosen(UnsignedBigint.class);
  }

  public TinyInt1 tinyInt1() {
    return chosen(TinyInt1.class);
  }

  public BitForm bits() {
    return chosen(BitForm.class);
  }

  public SetForm sets() {
    return chosen(SetForm.class);
  }

  public TimeForm times() {
    return chosen(TimeForm.class);
  }

  public VirtualColumns virtualColumns() {
    return chosen(VirtualColumns.class);
  }

  public Nullability nullability() {
    return chosen(Nullability.class);
  }

  public Checksums checksums() {
    return chosen(Checksums.class);
  }

  public Collations collations() {
    return chosen(Collations.class);
  }
}
