package dev.parqueduct.io.vt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** JSON as the feed has it: what is taken of it, and what is wrong with the rest. */
final class ReportJson {
  private static final int MAX_DEPTH = 1000;
  private static final JsonFactory JSON = factory(Integer.MAX_VALUE);

  private ReportJson() {}

  /** A parser over one record. */
  static JsonParser parser(byte[] json, int offset, int length) throws IOException {
    return JSON.createParser(json, offset, length);
  }

  /**
   * A parser over a document of several records.
   *
   * @param maxString the longest string, which the parser holds in memory
   */
  static JsonParser open(InputStream in, int maxString) throws IOException {
    return factory(maxString).createParser(in);
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return JSON.createGenerator(out);
  }

  private static JsonFactory factory(int maxString) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(maxString)
                .maxNameLength(maxString)
                .maxNumberLength(maxString)
                .build())
        // Reports have hashes as keys (resources of a PE file): no use for any other report.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        // Python's json module, which writes the feed, writes NaN.
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        // A lone surrogate can only be written as an escape.
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build();
  }

  static RejectedReportException rejected(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof StreamConstraintsException && !message.contains("depth")) {
      return new RejectedReportException(RejectReason.TOO_LARGE, "a string is too long");
    }
    if (e instanceof StreamConstraintsException) {
      return new RejectedReportException(
          RejectReason.TOO_DEEP, "JSON nested deeper than " + MAX_DEPTH + " levels");
    }
    return new RejectedReportException(
        RejectReason.INVALID_JSON, message.lines().findFirst().orElse("").strip());
  }

  /** The text with malformed bytes replaced by U+FFFD, or null when it was valid. */
  static byte[] withValidUtf8(byte[] json, int offset, int length) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(json, offset, length));
      return null;
    } catch (CharacterCodingException e) {
      CharBuffer repaired = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(json, offset, length));
      return repaired.toString().getBytes(StandardCharsets.UTF_8);
    }
  }
}
