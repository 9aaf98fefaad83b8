package dev.parqueduct.io.objects.lookup;

import java.net.URI;
import java.util.Map;

/** Says what lets a client in: the headers of a request. */
public interface Authorization {
  /** For stores that let everybody in. */
  Authorization NONE = (uri, callback) -> callback.headers(Map.of());

  /** Takes the headers, or why there are none. */
  interface Callback {
    void headers(Map<String, String> headers);

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
   * @param sentAt when the request was sent that was refused, by {@link System#nanoTime()}
   */
  default void renew(long sentAt) {}

  /** Ends what goes on in the background. */
  default void close() {}
}
