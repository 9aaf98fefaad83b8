package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How objects are looked up. Equal settings share a client.
 *
 * @param prefix what stands in front of {@code /key}: {@code gs://}, {@code s3://}, {@code
 *     http(s)://}, or a folder
 * @param valuePaths where in an object's JSON the value is, names separated by dots; the first that
 *     is there counts
 * @param maxInFlight requests at a time in this process, at most
 * @param retries of a key after the first request
 * @param backoffMillis the longest wait before the first of them; it doubles up to 32 s
 * @param timeoutMillis after which a request has failed
 * @param startRate requests a second in the beginning, doubling every 20 minutes; 0 for no limit
 * @param remembered answers that are remembered
 */
public record LookupSettings(
    String prefix,
    List<String> valuePaths,
    int maxInFlight,
    int retries,
    long backoffMillis,
    long timeoutMillis,
    double startRate,
    int remembered)
    implements Serializable {
  /** Where the value is, unless something else is said. */
  public static final List<String> VALUE_PATHS = List.of("response.class", "classification");

  /** Requests a second that a bucket of Google's takes from a standing start. */
  public static final double GCS_START_RATE = 5000;

  public LookupSettings {
    requireNonNull(prefix, "prefix");
    valuePaths = new ArrayList<>(valuePaths);
    if (valuePaths.isEmpty() || maxInFlight < 1 || retries < 0 || startRate < 0 || remembered < 0) {
      throw new IllegalArgumentException(
          "a value path and a request in flight are the least, and nothing may be negative");
    }
    if (backoffMillis < 1 || timeoutMillis < 1) {
      throw new IllegalArgumentException("backoff and timeout must be positive");
    }
  }

  /** The defaults: 500 in flight, six retries from half a second, 30 s for an answer. */
  public static LookupSettings of(String prefix) {
    double rate = prefix.startsWith("gs://") ? GCS_START_RATE : 0;
    return new LookupSettings(prefix, VALUE_PATHS, 500, 6, 500, 30_000, rate, 200_000);
  }

  public LookupSettings withRetries(int count, long firstBackoffMillis) {
    return new LookupSettings(
        prefix,
        valuePaths,
        maxInFlight,
        count,
        firstBackoffMillis,
        timeoutMillis,
        startRate,
        remembered);
  }

  public LookupSettings withTimeoutMillis(long millis) {
    return new LookupSettings(
        prefix, valuePaths, maxInFlight, retries, backoffMillis, millis, startRate, remembered);
  }

  public LookupSettings withMaxInFlight(int most) {
    return new LookupSettings(
        prefix, valuePaths, most, retries, backoffMillis, timeoutMillis, startRate, remembered);
  }

  public LookupSettings withStartRate(double perSecond) {
    return new LookupSettings(
        prefix,
        valuePaths,
        maxInFlight,
        retries,
        backoffMillis,
        timeoutMillis,
        perSecond,
        remembered);
  }

  public LookupSettings withValuePaths(List<String> paths) {
    return new LookupSettings(
        prefix, paths, maxInFlight, retries, backoffMillis, timeoutMillis, startRate, remembered);
  }
}
