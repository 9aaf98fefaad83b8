package dev.parqueduct.io.objects;

import java.io.IOException;

/**
 * The storage could not be reached or refused, retries included: the content itself is not to
 * blame. Readers of damaged content rely on this type to tell a broken object from a broken
 * connection.
 */
public final class StorageException extends IOException {
  public StorageException(String message, Throwable cause) {
    super(message, cause);
  }
}
