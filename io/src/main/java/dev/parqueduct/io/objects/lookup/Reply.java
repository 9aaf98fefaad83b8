package dev.parqueduct.io.objects.lookup;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store said to one request.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param body of the answer, or of no length
 * @param retryAfterMillis how long the store asks to be left alone with this, 0 if it does not say
 * @param failure why there was no answer, else empty
 */
record Reply(int status, byte[] body, long retryAfterMillis, String failure) {
  private static final byte[] NOTHING = new byte[0];
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z]{1,60})</Code>");

  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int NOT_FOUND = 404;
  static final int REQUEST_TIMEOUT = 408;
  static final int TOO_MANY_REQUESTS = 429;

  /** Of this client, not of HTTP: an object that is far longer than one with a value. */
  static final int TOO_LONG = -1;

  static Reply of(int status, byte[] body) {
    return new Reply(status, body, 0, "");
  }

  /** No answer, for a reason that may pass. */
  static Reply none(String failure) {
    return new Reply(0, NOTHING, 0, failure);
  }

  /** Whether the store lets a client in no more; S3 says so of credentials that have ended. */
  boolean isUnauthorized() {
    return status == UNAUTHORIZED || (status == BAD_REQUEST && text().contains("ExpiredToken"));
  }

  /** The body as far as it is ASCII, as words of protocols are. */
  String text() {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Whether another request may be answered otherwise. */
  boolean mayPass() {
    return status == 0 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
  }

  String reason() {
    return switch (status) {
      case 0 -> failure;
      case TOO_LONG -> "the object is longer than a mebibyte";
      default -> "status " + status + code();
    };
  }

  /** What kind of error it is, by the XML of S3 and of Google's. */
  private String code() {
    Matcher code = CODE.matcher(text());
    return code.find() ? " (" + code.group(1) + ")" : "";
  }
}
