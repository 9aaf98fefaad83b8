package dev.parqueduct.io.objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.api.client.http.HttpResponseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * Turns the failures of the clients behind Beam's file systems, which S3's lets through unchecked
 * and both wrap, into what the local one throws: {@link FileNotFoundException} for a missing
 * object, {@link FileSystemException} for what waiting does not change (no permission, no
 * credentials, no bucket), {@link IOException} for what may pass.
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
    } catch (FileNotFoundException e) {
      throw e;
    } catch (IOException e) {
      throw unwrapped(e);
    }
  }

  private static IOException unwrapped(IOException e) {
    // Beam wraps the failures of listings; a 404 among them means that the bucket is missing.
    if (e.getCause() instanceof SdkException cause) {
      return checked(cause);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer && !mayPass(answer.getStatusCode())) {
        String reason = message(answer).orElseGet(() -> wordless(answer.getStatusCode()));
        return caused(new FileSystemException(null, null, reason), e);
      }
    }
    return e;
  }

  private static IOException checked(SdkException e) {
    String reason = reason(e);
    return mayPass(e)
        ? new IOException(reason, e)
        : caused(new FileSystemException(null, null, reason), e);
  }

  private static boolean mayPass(SdkException e) {
    if (e instanceof SdkServiceException answer) {
      return mayPass(answer.statusCode());
    }
    // Without a failed connection behind it, the client itself is set up wrongly.
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayPass(int status) {
    return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
  }

  private static String reason(SdkException e) {
    // Answers without a body, as those to HEAD, carry no words.
    boolean wordless = e.getMessage() == null || e.getMessage().startsWith("null");
    return wordless && e instanceof SdkServiceException answer
        ? wordless(answer.statusCode())
        : e.getMessage();
  }

  /** The words of Google's APIs: their exceptions end with the error's JSON. */
  private static Optional<String> message(HttpResponseException answer) {
    String told = String.valueOf(answer.getMessage());
    int json = told.indexOf('{');
    if (json < 0) {
      return Optional.empty();
    }
    try {
      String message = new JsonMapper().readTree(told.substring(json)).path("message").asText("");
      return message.isEmpty()
          ? Optional.empty()
          : Optional.of(message + " (status " + answer.getStatusCode() + ")");
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String wordless(int status) {
    return "the storage answered with status " + status;
  }

  private static IOException caused(IOException failure, Exception cause) {
    failure.initCause(cause);
    return failure;
  }
}
