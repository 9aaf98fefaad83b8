package dev.parqueduct.io.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the rows of a source went. Every row read is in exactly one of the other counts.
 *
 * @param read rows found in the source, the rejected ones included
 * @param written rows in output files
 * @param duplicates rows dropped because another row with the same key was kept
 * @param filtered rows left out by an option
 * @param rejectedByReason rows that could not be exported, by reason
 */
public record Balance(
    long read, long written, long duplicates, long filtered, Map<String, Long> rejectedByReason)
    implements Serializable {
  public static final Balance ZERO = new Balance(0, 0, 0, 0, Map.of());

  public Balance {
    requireNonNull(rejectedByReason, "rejectedByReason");
    rejectedByReason = new TreeMap<>(rejectedByReason);
  }

  @JsonIgnore
  public long rejected() {
    return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  @JsonIgnore
  public boolean addsUp() {
    return read == written + duplicates + filtered + rejected();
  }

  public Balance plus(Balance other) {
    Map<String, Long> rejects = new TreeMap<>(rejectedByReason);
    other.rejectedByReason.forEach((reason, count) -> rejects.merge(reason, count, Long::sum));
    return new Balance(
        read + other.read,
        written + other.written,
        duplicates + other.duplicates,
        filtered + other.filtered,
        rejects);
  }

  public Balance withWritten(long rows) {
    return new Balance(read, rows, duplicates, filtered, rejectedByReason);
  }

  public Balance withDuplicates(long rows) {
    return new Balance(read, written, rows, filtered, rejectedByReason);
  }

  /**
   * @param what names the rows in the message: {@code "unit 20201101-000"}
   * @throws RunFailedException with {@link ExitCode#VERIFICATION_FAILED} when a row is unaccounted
   *     for
   */
  public void check(String what) {
    if (!addsUp()) {
      throw RunFailedException.verification(
          String.format(
              "The rows of %s do not add up: %,d read, but %,d written + %,d duplicates + %,d"
                  + " filtered + %,d rejected = %,d. Nothing of it was made final; please report"
                  + " this as a bug.",
              what,
              read,
              written,
              duplicates,
              filtered,
              rejected(),
              written + duplicates + filtered + rejected()));
    }
  }
}
