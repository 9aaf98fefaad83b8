package dev.parqueduct.io.br.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** TiDB's binary JSON (pkg/types/json_binary.go) and the text that TiDB prints of it. */
final class BinaryJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();
  private static final BigInteger MAX_SIGNED = BigInteger.valueOf(Long.MAX_VALUE);

  private static final int OBJECT = 1;
  private static final int ARRAY = 3;
  private static final int LITERAL = 4;
  private static final int SIGNED = 9;
  private static final int UNSIGNED = 10;
  private static final int DOUBLE = 11;
  private static final int STRING = 12;

  private BinaryJson() {}

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }

  /** Type code and value. */
  static byte[] encode(Object value) {
    if (value instanceof StoredJson stored) {
      return new Bytes().u8(stored.typeCode()).raw(stored.value()).toArray();
    }
    JsonNode node = parse((String) value);
    Bytes to = new Bytes().u8(typeOf(node));
    writeValue(node, to);
    return to.toArray();
  }

  static String text(Object value) {
    if (value instanceof StoredJson stored) {
      return stored.text();
    }
    StringBuilder text = new StringBuilder();
    print(parse((String) value), text);
    return text.toString();
  }

  private static int typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> OBJECT;
      case ARRAY -> ARRAY;
      case STRING -> STRING;
      case NULL, BOOLEAN -> LITERAL;
      case NUMBER ->
          !node.isIntegralNumber()
              ? DOUBLE
              : node.bigIntegerValue().compareTo(MAX_SIGNED) > 0 ? UNSIGNED : SIGNED;
      default -> throw new IllegalArgumentException("no JSON value: " + node);
    };
  }

  private static void writeValue(JsonNode node, Bytes to) {
    switch (typeOf(node)) {
      case OBJECT -> writeObject(sorted(node), to);
      case ARRAY -> writeArray(node, to);
      case LITERAL -> to.u8(literal(node));
      case SIGNED, UNSIGNED -> to.littleEndian(node.bigIntegerValue().longValue(), 8);
      case DOUBLE -> to.littleEndian(Double.doubleToRawLongBits(node.doubleValue()), 8);
      default -> {
        byte[] text = node.textValue().getBytes(StandardCharsets.UTF_8);
        to.uvarint(text.length).raw(text);
      }
    }
  }

  private static void writeObject(Map<String, JsonNode> fields, Bytes to) {
    int keysAt = 8 + 11 * fields.size();
    Bytes keyEntries = new Bytes();
    Bytes keys = new Bytes();
    for (String key : fields.keySet()) {
      byte[] text = key.getBytes(StandardCharsets.UTF_8);
      keyEntries.littleEndian(keysAt + keys.length(), 4).littleEndian(text.length, 2);
      keys.raw(text);
    }
    Bytes entries = new Bytes();
    Bytes values = new Bytes();
    for (JsonNode value : fields.values()) {
      writeEntry(value, keysAt + keys.length(), entries, values);
    }
    to.littleEndian(fields.size(), 4)
        .littleEndian(keysAt + keys.length() + values.length(), 4)
        .raw(keyEntries.toArray())
        .raw(entries.toArray())
        .raw(keys.toArray())
        .raw(values.toArray());
  }

  private static void writeArray(JsonNode array, Bytes to) {
    int valuesAt = 8 + 5 * array.size();
    Bytes entries = new Bytes();
    Bytes values = new Bytes();
    for (JsonNode value : array) {
      writeEntry(value, valuesAt, entries, values);
    }
    to.littleEndian(array.size(), 4)
        .littleEndian(valuesAt + values.length(), 4)
        .raw(entries.toArray())
        .raw(values.toArray());
  }

  private static void writeEntry(JsonNode value, int valuesAt, Bytes entries, Bytes values) {
    int type = typeOf(value);
    entries.u8(type);
    if (type == LITERAL) {
      entries.littleEndian(literal(value), 4);
    } else {
      entries.littleEndian(valuesAt + values.length(), 4);
      writeValue(value, values);
    }
  }

  private static int literal(JsonNode node) {
    return node.isNull() ? 0 : node.booleanValue() ? 1 : 2;
  }

  /** TiDB stores the fields of an object in the order of their names' bytes. */
  private static Map<String, JsonNode> sorted(JsonNode object) {
    Map<String, JsonNode> fields =
        new TreeMap<>(
            (a, b) ->
                java.util.Arrays.compareUnsigned(
                    a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    object.properties().forEach(each -> fields.put(each.getKey(), each.getValue()));
    return fields;
  }

  private static void print(JsonNode node, StringBuilder to) {
    String separator = "";
    switch (typeOf(node)) {
      case OBJECT -> {
        to.append('{');
        for (Map.Entry<String, JsonNode> each : sorted(node).entrySet()) {
          to.append(separator);
          quote(each.getKey(), to);
          to.append(": ");
          print(each.getValue(), to);
          separator = ", ";
        }
        to.append('}');
      }
      case ARRAY -> {
        to.append('[');
        for (JsonNode each : node) {
          to.append(separator);
          print(each, to);
          separator = ", ";
        }
        to.append(']');
      }
      case STRING -> quote(node.textValue(), to);
      case DOUBLE -> to.append(number(node.doubleValue()));
      default -> to.append(node.asText());
    }
  }

  private static void quote(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> to.append("\\\"");
        case '\\' -> to.append("\\\\");
        case '\b' -> to.append("\\b");
        case '\f' -> to.append("\\f");
        case '\n' -> to.append("\\n");
        case '\r' -> to.append("\\r");
        case '\t' -> to.append("\\t");
        default -> {
          if (c < 0x20) {
            to.append("\\u%04x".formatted((int) c));
          } else {
            to.append(c);
          }
        }
      }
    }
    to.append('"');
  }

  /** As Go's encoding/json prints a float64. */
  private static String number(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal shortest = Texts.shortest(value).stripTrailingZeros();
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-6 && magnitude < 1e21) {
      return shortest.toPlainString();
    }
    return Texts.exponential(shortest, 1);
  }
}
