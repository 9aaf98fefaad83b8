package dev.parqueduct.io.postgres.hash;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides what a fingerprint of given rows is.
 *
 * @param sums 64-bit sums, each with a seed of its own: 1 or 2
 */
public record HashScheme(@JsonProperty("method") HashMethod method, @JsonProperty("sums") int sums)
    implements Serializable {
  private static final long[] SEEDS = {0, 0x2545_f491_4f6c_dd1dL};

  public HashScheme {
    requireNonNull(method, "method");
    if (sums < 1 || sums > SEEDS.length) {
      throw new IllegalArgumentException("a fingerprint has 1 or 2 sums, not " + sums);
    }
  }

  /** What a sum, counted from 0, is called in a ledger: its method, and its seed but for 0. */
  public String key(int sum) {
    String word = method.name().toLowerCase(Locale.ROOT);
    return SEEDS[sum] == 0 ? word : word + ":" + HexFormat.of().toHexDigits(SEEDS[sum]);
  }

  /**
   * The scheme of sums in a ledger.
   *
   * @param keys of the sums
   */
  public static Optional<HashScheme> ofKeys(Set<String> keys) {
    return Arrays.stream(HashMethod.values())
        .map(method -> new HashScheme(method, SEEDS.length))
        .filter(scheme -> keys.contains(scheme.key(0)))
        .map(scheme -> keys.contains(scheme.key(1)) ? scheme : new HashScheme(scheme.method, 1))
        .findFirst();
  }

  /** The seed of a sum, counted from 0. */
  public long seed(int sum) {
    return SEEDS[sum];
  }
}
