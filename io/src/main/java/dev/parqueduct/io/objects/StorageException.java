package dev.parqueduct.io.objects;

import java.io.IOException;

/**
 * The storage could not be reached or refused, retries included: the content itself is not to
 * blame. Readers of damaged content rely on this type to tell a broken object from a broken
 * connection.
 */
public final class StorageException extends IOException {
  /** Whether waiting may help. */
  private enum Outlook {
    MAY_PASS,
    LASTS
  }

  private final Outlook outlook;

  /** A failure that lasts. */
  public StorageException(String message, Throwable cause) {
    this(message, cause, Outlook.LASTS);
  }

  private StorageException(String message, Throwable cause, Outlook outlook) {
    super(message, cause);
    this.outlook = outlook;
  }

  /** A failure that may pass: what was being done can be begun anew. */
  public static StorageException passing(String message, Throwable cause) {
    return new StorageException(message, cause, Outlook.MAY_PASS);
  }

  /** Whether a failure is, or stems from, one of the storage that may pass. */
  public static boolean mayPass(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageException storage) {
        return storage.outlook == Outlook.MAY_PASS;
      }
    }
    return false;
  }
}
