package dev.parqueduct.io.objects.lookup;

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

  static final int OK = 200;
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

  /** Whether another request may be answered otherwise. */
  boolean mayPass() {
    return status == 0 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
  }

  String reason() {
    return switch (status) {
      case 0 -> failure;
      case TOO_LONG -> "the object is longer than a mebibyte";
      default -> "status " + status;
    };
  }
}
