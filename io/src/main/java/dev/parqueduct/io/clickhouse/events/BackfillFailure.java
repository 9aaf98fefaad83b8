package dev.parqueduct.io.clickhouse.events;

import dev.parqueduct.io.clickhouse.http.ErrorKind;
import dev.parqueduct.io.clickhouse.http.ServerException;

/** What to do about a failure, in a sentence. */
public final class BackfillFailure {
  private BackfillFailure() {}

  /** The failure and what to do, in one line. */
  public static String line(Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return failure instanceof ServerException e ? message + ". " + remedy(e.kind()) : message;
  }

  private static String remedy(ErrorKind kind) {
    return switch (kind) {
      case NETWORK ->
          "Check that the server is up and can be reached; the same command goes on where this run"
              + " stopped.";
      case TOO_MANY_PARTS ->
          "Let merges catch up, and run the same command again with --maxPartsPerPartition below the"
              + " table's limit.";
      case MEMORY ->
          "Run the same command again with a smaller --batchSize or --concurrency, or give the server"
              + " more memory.";
      case BUSY ->
          "Run the same command again when the server is less busy, or with a smaller --concurrency.";
      case DATA -> "The server does not take what it was sent; please report this as a bug.";
      case LASTING ->
          "Correct this, and run the same command again: it goes on where this run stopped.";
    };
  }
}
