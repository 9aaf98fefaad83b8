package dev.parqueduct.io.postgres.hash;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

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

  /** The seed of a sum, counted from 0. */
  public long seed(int sum) {
    return SEEDS[sum];
  }
}
