package dev.parqueduct.io.vt;

import java.io.Serializable;

/**
 * What a package may ask for at most.
 *
 * @param reportBytes the longest record, in bytes of JSON
 * @param packageBytes what one package may unpack to, in bytes
 */
public record FeedLimits(int reportBytes, long packageBytes) implements Serializable {
  public FeedLimits {
    if (reportBytes <= 0 || packageBytes <= 0) {
      throw new IllegalArgumentException(
          "limits must be positive: " + reportBytes + ", " + packageBytes);
    }
  }
}
