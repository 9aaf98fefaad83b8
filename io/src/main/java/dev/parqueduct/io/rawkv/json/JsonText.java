package dev.parqueduct.io.rawkv.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** A piece of JSON as UTF-8, in a buffer that is used again. */
final class JsonText {
  private static final int MOST_BYTES_A_CHAR = 3;

  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private ByteBuffer utf8 = ByteBuffer.allocate(64);

  /** Takes the text of a string, or a number or a literal as it is written. */
  boolean takeScalar(JsonParser parser) throws IOException, RejectedEntryException {
    encode(
        CharBuffer.wrap(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
    return true;
  }

  /** Takes any value, written without spaces; numbers keep all their digits. */
  boolean takeStructure(JsonParser parser) throws IOException, RejectedEntryException {
    StringWriter copy = new StringWriter();
    try (JsonGenerator generator = JsonValueParser.JSON.createGenerator(copy)) {
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        generator.copyCurrentEventExact(parser);
      } while (depth > 0 && parser.nextToken() != null);
    }
    encode(CharBuffer.wrap(copy.getBuffer()));
    return true;
  }

  private void encode(CharBuffer chars) throws RejectedEntryException {
    int most = Math.multiplyExact(MOST_BYTES_A_CHAR, chars.remaining());
    if (utf8.capacity() < most) {
      utf8 = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE - 8, 2L * most));
    }
    utf8.clear();
    encoder.reset();
    if (encoder.encode(chars, utf8, true).isError()) {
      // Only an escape can write it, and UTF-8 has nothing for it.
      throw new RejectedEntryException("json", "a string has half of a surrogate pair");
    }
  }

  byte[] utf8() {
    return utf8.array();
  }

  int length() {
    return utf8.position();
  }
}
