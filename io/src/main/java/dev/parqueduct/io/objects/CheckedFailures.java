package dev.parqueduct.io.objects;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Turns the unchecked exceptions of the S3 client, which Beam's file system lets through, into what
 * other file systems throw: {@link FileNotFoundException} for a missing object, {@link
 * FileSystemException} for a refusal that stays one, {@link IOException} for what may pass.
 */
final class CheckedFailures {
  private static final int NOT_FOUND = 404;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private CheckedFailures() {}

  static <T> T of(RetryPolicy.StorageCall<T> call) throws IOException {
    try {
      return call.run();
    } catch (SdkServiceException e) {
      throw withCause(checked(e), e);
    } catch (SdkException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static IOException checked(SdkServiceException e) {
    int status = e.statusCode();
    if (status == NOT_FOUND) {
      return new FileNotFoundException("There is no such object (" + e.getMessage() + ")");
    }
    if (status >= 400 && status < 500 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS) {
      return new FileSystemException(null, null, e.getMessage());
    }
    return new IOException(e.getMessage());
  }

  private static IOException withCause(IOException checked, SdkServiceException cause) {
    checked.initCause(cause);
    return checked;
  }
}
