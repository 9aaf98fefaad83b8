package dev.parqueduct.io.tidb;

import static dev.parqueduct.io.tidb.LittleEndian.INT;
import static dev.parqueduct.io.tidb.LittleEndian.LONG;
import static dev.parqueduct.io.tidb.LittleEndian.SHORT;

import dev.parqueduct.io.text.TextBuffer;
import java.util.Base64;

/**
 * The text of binary JSON documents, as TiDB prints them (pkg/types/json_binary.go): a type byte
 * and a value; containers hold offsets that count from their own start.
 */
final class JsonText {
  private static final int OBJECT = 0x01;
  private static final int ARRAY = 0x03;
  private static final int LITERAL = 0x04;
  private static final int INT64 = 0x09;
  private static final int UINT64 = 0x0a;
  private static final int FLOAT64 = 0x0b;
  private static final int STRING = 0x0c;
  private static final int OPAQUE = 0x0d;
  private static final int DATE = 0x0e;
  private static final int DATETIME = 0x0f;
  private static final int TIMESTAMP = 0x10;
  private static final int DURATION = 0x11;

  private static final int HEADER = 8;
  private static final int KEY_ENTRY = 6;
  private static final int VALUE_ENTRY = 5;
  private static final int FRACTION = 6;

  /** Deeper documents are damaged: TiDB itself stops at 100. */
  private static final int MOST_NESTED = 1000;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final TextBuffer text;
  private byte[] bytes;
  private int end;

  JsonText(TextBuffer text) {
    this.text = text;
  }

  /** Adds a document, its type byte first. */
  void append(byte[] document, int offset, int length) throws BadValueException {
    bytes = document;
    end = offset + length;
    value(at(offset, 1) & 0xff, offset + 1, 0);
  }

  /** Bytes that the document at {@code at} takes, type byte included. */
  static int size(byte[] bytes, int at) throws BadValueException {
    int value = at + 1;
    return 1
        + switch (bytes[at] & 0xff) {
          case OBJECT, ARRAY -> (int) INT.get(bytes, value + 4);
          case LITERAL -> 1;
          case INT64, UINT64, FLOAT64, DATE, DATETIME, TIMESTAMP -> 8;
          case DURATION -> 12;
          case STRING -> Varint.size(bytes, value) + (int) Varint.unsigned(bytes, value);
          case OPAQUE ->
              1 + Varint.size(bytes, value + 1) + (int) Varint.unsigned(bytes, value + 1);
          default -> throw new BadValueException("JSON has an unknown type " + bytes[at]);
        };
  }

  private void value(int type, int at, int depth) throws BadValueException {
    if (depth > MOST_NESTED) {
      throw new BadValueException("JSON is nested too deeply");
    }
    switch (type) {
      case OBJECT -> object(at, depth);
      case ARRAY -> array(at, depth);
      case LITERAL -> literal(at(at, 1));
      case INT64 -> text.signed((long) LONG.get(bytes, check(at, 8)));
      case UINT64 -> text.unsigned((long) LONG.get(bytes, check(at, 8)));
      case FLOAT64 -> number(Double.longBitsToDouble((long) LONG.get(bytes, check(at, 8))));
      case STRING -> string(at);
      case OPAQUE -> opaque(at);
      case DATE, DATETIME, TIMESTAMP -> time(type, (long) LONG.get(bytes, check(at, 8)));
      case DURATION -> {
        text.add('"');
        DurationText.append((long) LONG.get(bytes, check(at, 12)), FRACTION, text);
        text.add('"');
      }
      default -> throw new BadValueException("JSON has an unknown type " + type);
    }
  }

  private void object(int start, int depth) throws BadValueException {
    int count = count(start, KEY_ENTRY + VALUE_ENTRY);
    text.add('{');
    for (int i = 0; i < count; i++) {
      separator(i);
      int entry = start + HEADER + i * KEY_ENTRY;
      int length = (short) SHORT.get(bytes, entry + 4) & 0xffff;
      quoted(check(start + (int) INT.get(bytes, entry), length), length);
      text.add(':');
      text.add(' ');
      entry(start, start + HEADER + count * KEY_ENTRY + i * VALUE_ENTRY, depth);
    }
    text.add('}');
  }

  private void array(int start, int depth) throws BadValueException {
    int count = count(start, VALUE_ENTRY);
    text.add('[');
    for (int i = 0; i < count; i++) {
      separator(i);
      entry(start, start + HEADER + i * VALUE_ENTRY, depth);
    }
    text.add(']');
  }

  private void entry(int container, int entry, int depth) throws BadValueException {
    int type = bytes[entry] & 0xff;
    // Literals lie in the entry itself.
    int at = type == LITERAL ? entry + 1 : container + (int) INT.get(bytes, entry + 1);
    value(type, at, depth + 1);
  }

  private int count(int start, int entrySize) throws BadValueException {
    check(start, HEADER);
    int count = (int) INT.get(bytes, start);
    if (count < 0 || (long) count * entrySize > end - start - HEADER) {
      throw new BadValueException("JSON claims more members than its bytes can hold");
    }
    return count;
  }

  private void separator(int member) {
    if (member > 0) {
      text.add(',');
      text.add(' ');
    }
  }

  private void literal(byte literal) throws BadValueException {
    switch (literal) {
      case 0 -> text.add("null");
      case 1 -> text.add("true");
      case 2 -> text.add("false");
      default -> throw new BadValueException("JSON has an unknown literal " + literal);
    }
  }

  private void number(double value) throws BadValueException {
    if (!Double.isFinite(value)) {
      throw new BadValueException("JSON holds " + value + ", which JSON cannot express");
    }
    ShortestDigits.json(value, text);
  }

  private void string(int at) throws BadValueException {
    check(at, 1);
    int length = length(Varint.unsigned(bytes, at));
    quoted(check(at + Varint.size(bytes, at), length), length);
  }

  private void opaque(int at) throws BadValueException {
    check(at, 2);
    int length = length(Varint.unsigned(bytes, at + 1));
    int from = check(at + 1 + Varint.size(bytes, at + 1), length);
    text.add("\"base64:type");
    text.padded(bytes[at] & 0xff, 1);
    text.add(':');
    byte[] content = new byte[length];
    System.arraycopy(bytes, from, content, 0, length);
    byte[] encoded = Base64.getEncoder().encode(content);
    text.add(encoded, 0, encoded.length);
    text.add('"');
  }

  /** Times lie here as Go's struct has them, not packed as in columns. */
  private void time(int type, long core) {
    long packed =
        PackedTime.pack(
            (int) (core >>> 50),
            (int) (core >>> 46) & 15,
            (int) (core >>> 41) & 31,
            (int) (core >>> 36) & 31,
            (int) (core >>> 30) & 63,
            (int) (core >>> 24) & 63,
            (int) (core >>> 4) & 0xf_ffff);
    text.add('"');
    if (type == DATE) {
      PackedTime.date(packed, text);
    } else {
      PackedTime.dateTime(packed, FRACTION, text);
    }
    text.add('"');
  }

  /** Escapes what Go's encoding/json escapes; what is not UTF-8 becomes U+FFFD. */
  private void quoted(int from, int length) {
    text.add('"');
    int to = from + length;
    int start = from;
    int at = from;
    while (at < to) {
      int b = bytes[at];
      if (b >= 0x20 && b != '"' && b != '\\') {
        at++;
        continue;
      }
      int size = Utf8.sequence(bytes, at, to);
      if (size > 1 && !separatesLines(at, size)) {
        at += size;
        continue;
      }
      text.add(bytes, start, at - start);
      escape(b, at, size);
      at += Math.max(1, size);
      start = at;
    }
    text.add(bytes, start, to - start);
    text.add('"');
  }

  private boolean separatesLines(int at, int size) {
    return size == 3
        && (bytes[at] & 0xff) == 0xe2
        && (bytes[at + 1] & 0xff) == 0x80
        && (bytes[at + 2] & 0xfe) == 0xa8;
  }

  private void escape(int b, int at, int size) {
    text.add('\\');
    switch (b) {
      case '"' -> text.add('"');
      case '\\' -> text.add('\\');
      case '\n' -> text.add('n');
      case '\r' -> text.add('r');
      case '\t' -> text.add('t');
      default -> {
        if (size == 0) {
          text.add("ufffd");
        } else if (size == 3) {
          text.add("u202");
          text.add((char) HEX[bytes[at + 2] & 15]);
        } else {
          text.add("u00");
          text.add((char) HEX[b >> 4]);
          text.add((char) HEX[b & 15]);
        }
      }
    }
  }

  private static int length(long length) throws BadValueException {
    if (length < 0 || length > Integer.MAX_VALUE) {
      throw new BadValueException("JSON has a string of impossible length");
    }
    return (int) length;
  }

  private byte at(int at, int size) throws BadValueException {
    return bytes[check(at, size)];
  }

  private int check(int at, int size) throws BadValueException {
    if (at < 0 || size > end - at) {
      throw new BadValueException("JSON ends too early");
    }
    return at;
  }
}
