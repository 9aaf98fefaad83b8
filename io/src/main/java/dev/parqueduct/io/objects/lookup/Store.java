package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.net.URI;

/**
 * A store that is reached over HTTP.
 *
 * @param base URI of the prefix, without a slash at its end
 * @param authorization what lets clients in
 */
public record Store(URI base, Authorization authorization) {
  public Store {
    requireNonNull(authorization, "authorization");
    if (base.getHost() == null) {
      throw new IllegalArgumentException("no host in " + base);
    }
  }

  /** Finds the store that a prefix names, on the worker. */
  @FunctionalInterface
  public interface Access extends Serializable {
    /** For {@code http://} and {@code https://}, which need no more than they say. */
    Access PLAIN = prefix -> new Store(URI.create(trimmed(prefix)), Authorization.NONE);

    /**
     * @param prefix with {@code gs://}, {@code s3://}, {@code http://} or {@code https://}
     */
    Store of(String prefix);
  }

  /** A prefix without slashes at its end. */
  public static String trimmed(String prefix) {
    int end = prefix.length();
    while (end > 0 && prefix.charAt(end - 1) == '/') {
      end--;
    }
    return prefix.substring(0, end);
  }
}
