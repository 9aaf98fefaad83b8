package dev.parqueduct.io.objects.lookup;

import java.util.Map;
import java.util.function.Consumer;

/**
 * A GET request.
 *
 * @param path with its slash, encoded
 * @param headers beside the usual ones
 * @param done takes the reply, once
 * @param attempt whether it was sent before, on a connection that the store had closed
 */
record HttpCall(String path, Map<String, String> headers, Consumer<Reply> done, Attempt attempt) {
  enum Attempt {
    FIRST,
    ANEW
  }

  HttpCall(String path, Map<String, String> headers, Consumer<Reply> done) {
    this(path, headers, done, Attempt.FIRST);
  }

  HttpCall anew() {
    return new HttpCall(path, headers, done, Attempt.ANEW);
  }
}
