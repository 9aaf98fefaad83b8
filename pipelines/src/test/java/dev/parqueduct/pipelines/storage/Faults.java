package dev.parqueduct.pipelines.storage;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Decides which requests fail, and how. */
public final class Faults {
  /** How a request fails. */
  enum Fault {
    NONE(200, ""),
    TOO_MANY_REQUESTS(429, "rateLimitExceeded"),
    UNAVAILABLE(503, "backendError"),
    FORBIDDEN(403, "forbidden"),
    /** The connection breaks in the middle of the body. */
    TRUNCATED(200, "");

    private final int status;
    private final String reason;

    Fault(int status, String reason) {
      this.status = status;
      this.reason = reason;
    }

    int status() {
      return status;
    }

    String reason() {
      return reason;
    }
  }

  private final Map<Route, Set<Fault>> left = new ConcurrentHashMap<>();
  private final Map<Route, Integer> injected = new ConcurrentHashMap<>();

  private final Fault otherwise;

  private Faults(Fault otherwise) {
    this.otherwise = otherwise;
  }

  public static Faults none() {
    return new Faults(Fault.NONE);
  }

  /** Every request is refused. */
  public static Faults forbidden() {
    return new Faults(Fault.FORBIDDEN);
  }

  /**
   * What clients are asked to repeat: every route is unavailable once and throttled once; a
   * download breaks off once as well.
   */
  public static Faults oncePerRoute() {
    Faults faults = none();
    for (Route route : Route.values()) {
      Set<Fault> ofRoute = ConcurrentHashMap.newKeySet();
      ofRoute.add(Fault.TOO_MANY_REQUESTS);
      ofRoute.add(Fault.UNAVAILABLE);
      if (route == Route.DOWNLOAD) {
        ofRoute.add(Fault.TRUNCATED);
      }
      faults.left.put(route, ofRoute);
    }
    return faults;
  }

  /** How many requests of each route failed. */
  public Map<Route, Integer> injected() {
    return new TreeMap<>(injected);
  }

  Fault next(Route route) {
    for (Fault fault : left.getOrDefault(route, Set.of())) {
      if (left.get(route).remove(fault)) {
        injected.merge(route, 1, Integer::sum);
        return fault;
      }
    }
    return otherwise;
  }
}
