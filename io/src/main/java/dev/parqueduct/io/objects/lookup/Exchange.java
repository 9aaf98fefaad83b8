package dev.parqueduct.io.objects.lookup;

import java.io.Closeable;
import java.util.function.Consumer;

/** Sends requests to a store. */
interface Exchange extends Closeable {
  /**
   * Asks for an object; {@code done} is called once, on any thread, and must not block. Whoever
   * calls bounds how many requests there are at a time.
   */
  void get(String key, Consumer<Reply> done);

  /**
   * Renews what the store lets this client in for; returns before it is done.
   *
   * @param sentAt when the request was sent that was refused, by {@link System#nanoTime()}
   */
  void renewAuthorization(long sentAt);

  @Override
  void close();
}
