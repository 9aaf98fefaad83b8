package dev.parqueduct.io.clickhouse.http;

import dev.parqueduct.io.clickhouse.wire.CompressedInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the server says of a failure, when it says so in compressed frames. */
final class FailureText {
  private FailureText() {}

  static String of(InputStream answer, String code) {
    StringBuilder text = new StringBuilder();
    CompressedInput frames = new CompressedInput(answer, (content, length) -> {});
    try {
      while (frames.next()) {
        text.append(new String(frames.content(), 0, frames.length(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // What is cut off tells less; the code comes in a header.
      text.append(" …");
    }
    // Rows may come before it.
    int from = text.lastIndexOf("Code: ");
    return from >= 0 ? text.substring(from) : "Code: " + code + ". " + text;
  }
}
