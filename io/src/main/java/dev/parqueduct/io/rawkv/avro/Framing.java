package dev.parqueduct.io.rawkv.avro;

import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * What comes before the binary encoding of a record: nothing, or the header of the single-object
 * encoding, two bytes and the schema's CRC-64-AVRO, little endian (Avro's specification, "Single
 * object encoding").
 */
final class Framing {
  private enum Mode {
    AUTO,
    BINARY,
    SINGLE_OBJECT
  }

  private static final String PROPERTY = "framing";
  private static final byte[] MARKER = {(byte) 0xc3, 0x01};
  private static final int HEADER = MARKER.length + Long.BYTES;

  private final Mode mode;
  private final long fingerprint;

  private Framing(Mode mode, long fingerprint) {
    this.mode = mode;
    this.fingerprint = fingerprint;
  }

  static Framing of(Schema schema) {
    String text = schema.getProp(PROPERTY);
    return new Framing(
        text == null ? Mode.AUTO : parse(text), SchemaNormalization.parsingFingerprint64(schema));
  }

  private static Mode parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> Mode.AUTO;
      case "binary" -> Mode.BINARY;
      case "single-object" -> Mode.SINGLE_OBJECT;
      default ->
          throw new IllegalArgumentException(
              "the schema's framing must be auto, binary or single-object, not " + text);
    };
  }

  /** The length of the header that a value begins with. */
  int header(byte[] value, int offset, int length) throws RejectedEntryException {
    boolean marked =
        length >= HEADER && value[offset] == MARKER[0] && value[offset + 1] == MARKER[1];
    if (mode == Mode.BINARY || (mode == Mode.AUTO && !marked)) {
      return 0;
    }
    if (!marked) {
      throw new RejectedEntryException("avro", "the value has no header of a single object");
    }
    long found =
        ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(offset + MARKER.length);
    if (found != fingerprint) {
      throw new RejectedEntryException(
          "avro",
          String.format(
              "the value begins like a single object of another schema: fingerprint %016x, not"
                  + " %016x",
              found, fingerprint));
    }
    return HEADER;
  }
}
