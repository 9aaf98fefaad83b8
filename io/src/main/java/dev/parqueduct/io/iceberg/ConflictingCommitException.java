package dev.parqueduct.io.iceberg;

import org.apache.iceberg.exceptions.CleanableFailure;

/**
 * Another committer was faster. Not the library's {@code CommitFailedException}, which the library
 * answers by adding the same files once more: what is to be added must be found out anew.
 */
final class ConflictingCommitException extends RuntimeException implements CleanableFailure {
  ConflictingCommitException(String message) {
    super(message);
  }
}
