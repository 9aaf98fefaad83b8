package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Tags as an array in JSON, byte for byte as ClickHouse's {@code toJSONString} writes it with
 * {@code output_format_json_escape_forward_slashes=0}.
 */
final class JsonTags {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] LINE = "\\u2028".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PARAGRAPH = "\\u2029".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream json = new ByteArrayOutputStream();

  byte[] of(StringColumn tags, int from, int to) {
    json.reset();
    json.write('[');
    for (int tag = from; tag < to; tag++) {
      if (tag > from) {
        json.write(',');
      }
      add(tags.array(), tags.from(tag), tags.to(tag));
    }
    json.write(']');
    return json.toByteArray();
  }

  private void add(byte[] bytes, int from, int to) {
    json.write('"');
    for (int i = from; i < to; i++) {
      int c = bytes[i] & 0xff;
      switch (c) {
        case '"' -> escape('"');
        case '\\' -> escape('\\');
        case '\b' -> escape('b');
        case '\f' -> escape('f');
        case '\n' -> escape('n');
        case '\r' -> escape('r');
        case '\t' -> escape('t');
        default -> {
          if (c < 0x20) {
            number(c);
          } else if (isLineSeparator(bytes, i, to)) {
            // U+2028 and U+2029 end lines in JavaScript.
            json.writeBytes((bytes[i + 2] == (byte) 0xa8 ? LINE : PARAGRAPH));
            i += 2;
          } else {
            json.write(c);
          }
        }
      }
    }
    json.write('"');
  }

  private static boolean isLineSeparator(byte[] bytes, int at, int end) {
    return end - at >= 3
        && bytes[at] == (byte) 0xe2
        && bytes[at + 1] == (byte) 0x80
        && (bytes[at + 2] == (byte) 0xa8 || bytes[at + 2] == (byte) 0xa9);
  }

  private void escape(char c) {
    json.write('\\');
    json.write(c);
  }

  private void number(int c) {
    json.writeBytes("\\u00".getBytes(StandardCharsets.US_ASCII));
    json.write(HEX[c >> 4]);
    json.write(HEX[c & 15]);
  }
}
