package dev.parqueduct.io.objects.lookup;

import java.net.URI;
import java.util.Map;

/** Says what lets a client in: the headers of a request. */
public interface Authorization {
  /** For stores that let everybody in. */
  Authorization NONE = (uri, callback) -> callback.headers(Map.of(), 0);

  /** Takes the headers, or why there are none. */
  interface Callback {
    /**
     * @param version of what lets the client in, which grows when that is renewed
     */
    void headers(Map<String, String> headers, long version);

    default void failed(Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Gives the headers for a GET request, soon and without blocking. */
  void authorize(URI uri, Callback callback);

  /**
   * Renews, in the background, what was refused, unless that has happened since. Requests that ask
   * for headers meanwhile get the new ones.
   *
   * @param refused the version that was refused
   */
  default void renew(long refused) {}

  /** Ends what goes on in the background. */
  default void close() {}
}
