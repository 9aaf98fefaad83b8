package dev.parqueduct.io.objects;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Turns the failures of the S3 client, which Beam's file system lets through unchecked or wraps,
 * into what other file systems throw: {@link FileNotFoundException} for a missing object, {@link
 * FileSystemException} for what waiting does not change (no permission, no credentials, no bucket),
 * {@link IOException} for what may pass.
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
      if (e.statusCode() == NOT_FOUND) {
        throw caused(new FileNotFoundException("There is no such object"), e);
      }
      throw checked(e);
    } catch (SdkException e) {
      throw checked(e);
    } catch (IOException e) {
      // Beam wraps the failures of listings; a 404 among them means that the bucket is missing.
      throw e.getCause() instanceof SdkException cause ? checked(cause) : e;
    }
  }

  private static IOException checked(SdkException e) {
    return mayPass(e)
        ? new IOException(reason(e), e)
        : caused(new FileSystemException(null, null, reason(e)), e);
  }

  private static boolean mayPass(SdkException e) {
    if (e instanceof SdkServiceException answer) {
      int status = answer.statusCode();
      return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }
    // Without a failed connection behind it, the client itself is set up wrongly.
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String reason(SdkException e) {
    // Answers without a body, as those to HEAD, carry no words.
    boolean wordless = e.getMessage() == null || e.getMessage().startsWith("null");
    return wordless && e instanceof SdkServiceException answer
        ? "the storage answered with status " + answer.statusCode()
        : e.getMessage();
  }

  private static IOException caused(IOException failure, SdkException cause) {
    failure.initCause(cause);
    return failure;
  }
}
