package dev.parqueduct.io.clickhouse.http;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A failure that the server tells of, or that keeps it from being asked. */
public final class ServerException extends IOException {
  private static final Pattern CODE = Pattern.compile("Code: ([0-9]+)\\. ");
  private static final int MAX_LENGTH = 600;

  private final int code;
  private final ErrorKind kind;

  private ServerException(int code, ErrorKind kind, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.kind = kind;
  }

  /**
   * What the server says.
   *
   * @param what was asked for, for the message
   * @param answer as the server words it, {@code Code: 241. DB::Exception: …}
   */
  static ServerException of(String what, String answer) {
    Matcher matcher = CODE.matcher(answer);
    int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    return new ServerException(
        code, ErrorKind.of(code), "Cannot " + what + ": " + oneLine(answer), null);
  }

  /** An answer of something that is not ClickHouse, such as a proxy in front of it. */
  static ServerException ofStatus(String what, int status, String answer) {
    boolean later = status == 429 || status >= 500;
    return new ServerException(
        0,
        later ? ErrorKind.NETWORK : ErrorKind.LASTING,
        "Cannot " + what + ": HTTP " + status + " " + oneLine(answer),
        null);
  }

  /** No answer, or not all of it. */
  static ServerException broken(String what, IOException cause) {
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new ServerException(0, ErrorKind.NETWORK, "Cannot " + what + ": " + why, cause);
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replaceAll(" \\(version [^)]*\\)", "");
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + " …";
  }

  /** ClickHouse's number of the error, 0 when it names none. */
  public int code() {
    return code;
  }

  public ErrorKind kind() {
    return kind;
  }
}
