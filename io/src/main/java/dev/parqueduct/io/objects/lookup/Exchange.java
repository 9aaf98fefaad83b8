package dev.parqueduct.io.objects.lookup;

import java.io.Closeable;

/** Sends requests to a store. */
interface Exchange extends Closeable {
  /** Takes a reply, once, on any thread, and must not block. */
  @FunctionalInterface
  interface Caller {
    /**
     * @param version of what let the request in, or did not
     */
    void replied(Reply reply, long version);
  }

  /** Asks for an object. Whoever calls bounds how many requests there are at a time. */
  void get(String key, Caller caller);

  /**
   * Renews what the store lets this client in for; returns before it is done.
   *
   * @param refused the version that was refused
   */
  void renewAuthorization(long refused);

  @Override
  void close();
}
