package dev.parqueduct.io.postgres.hash;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * How many rows there are, and the sums of their hashes modulo 2<sup>64</sup>. The order of the
 * rows does not matter, and fingerprints of parts add up to that of the whole.
 *
 * @param sums 16 hexadecimal digits each
 */
public record Fingerprint(
    @JsonProperty("scheme") HashScheme scheme,
    @JsonProperty("rows") long rows,
    @JsonProperty("sums") List<String> sums)
    implements Serializable {
  public Fingerprint {
    requireNonNull(scheme, "scheme");
    sums = new ArrayList<>(sums);
    if (rows < 0 || sums.size() != scheme.sums()) {
      throw new IllegalArgumentException(rows + " rows with sums " + sums + " for " + scheme);
    }
    for (String sum : sums) {
      if (sum.length() != 16 || !sum.chars().allMatch(HexFormat::isHexDigit)) {
        throw new IllegalArgumentException("not a sum of 16 hexadecimal digits: " + sum);
      }
    }
  }

  static Fingerprint of(HashScheme scheme, long rows, long... sums) {
    List<String> digits = new ArrayList<>();
    for (long sum : sums) {
      digits.add(HexFormat.of().toHexDigits(sum));
    }
    return new Fingerprint(scheme, rows, digits);
  }

  /** The fingerprint of no rows. */
  public static Fingerprint none(HashScheme scheme) {
    return of(scheme, 0, new long[scheme.sums()]);
  }

  /**
   * The fingerprint of the rows of both.
   *
   * @throws IllegalArgumentException if they were computed in different ways
   */
  public Fingerprint plus(Fingerprint other) {
    if (!scheme.equals(other.scheme)) {
      throw new IllegalArgumentException(scheme + " does not add up with " + other.scheme);
    }
    long[] total = new long[sums.size()];
    for (int i = 0; i < total.length; i++) {
      total[i] =
          HexFormat.fromHexDigitsToLong(sums.get(i))
              + HexFormat.fromHexDigitsToLong(other.sums.get(i));
    }
    return of(scheme, Math.addExact(rows, other.rows), total);
  }
}
