package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.text.TextBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {
  private static String text(byte[] document) throws BadValueException {
    TextBuffer text = new TextBuffer();
    new JsonText(text).append(document, 0, document.length);
    return text.toString();
  }

  private static byte[] document(int type, byte[] value) {
    byte[] document = new byte[value.length + 1];
    document[0] = (byte) type;
    System.arraycopy(value, 0, document, 1, value.length);
    return document;
  }

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(Golden.read("json_binary.json").path("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWhatTiFlashsTestsExpect(JsonNode golden) throws Exception {
    byte[] document =
        document(golden.path("type_code").asInt(), Golden.hex(golden.path("value_hex").asText()));
    String text = text(document);
    // The expected text has no quotes around a string.
    String unquoted =
        text.startsWith("\"") ? new ObjectMapper().readValue(text, String.class) : text;
    assertThat(unquoted).isEqualTo(golden.path("unquoted").asText());
    assertThat(JsonText.size(document, 0)).isEqualTo(document.length);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void documentsThatEndTooEarlyAreRefused(JsonNode golden) {
    byte[] document =
        document(golden.path("type_code").asInt(), Golden.hex(golden.path("value_hex").asText()));
    for (int length = 1; length < document.length; length++) {
      byte[] cut = Arrays.copyOf(document, length);
      assertThatThrownBy(() -> text(cut))
          .isInstanceOfAny(BadValueException.class, IndexOutOfBoundsException.class);
    }
  }

  @Test
  void controlCharactersAndLineSeparatorsAreEscaped() throws Exception {
    byte[] string = Golden.hex("0008090a0d1f225c2f3c7fc3a9e280a8e280a9e280aaf09f9880");
    byte[] value = new byte[string.length + 1];
    value[0] = (byte) string.length;
    System.arraycopy(string, 0, value, 1, string.length);
    assertThat(text(document(0x0c, value)))
        .isEqualTo("\"\\u0000\\u0008\\t\\n\\r\\u001f\\\"\\\\/<\u007fé\\u2028\\u2029\u202a😀\"");
  }

  @Test
  void everyPublishedDocumentIsAmongTheCases() {
    assertThat(cases()).hasSize(49);
  }

  @Test
  void timesInContainersAreQuotedToo() throws Exception {
    // An array of a date, a duration and an opaque value; offsets count from its beginning.
    String array =
        "03000000"
            + "34000000"
            + "0e17000000"
            + "111f000000"
            + "0d2b000000"
            + "00000000007e981f"
            + "b0a71e8708f5ffff06000000"
            + "fc020001";
    byte[] document = document(0x03, Golden.hex(array));
    assertThat(text(document))
        .isEqualTo("[\"2022-01-31\", \"-03:20:58.001234\", \"base64:type252:AAE=\"]");
    byte[] nested = document(0x03, Golden.hex("01000000" + "3c000000" + "030d000000" + array));
    assertThat(text(nested)).startsWith("[[\"2022-01-31\"");
  }

  @Test
  void whatIsNotUtf8BecomesTheReplacementCharacter() throws Exception {
    assertThat(text(document(0x0c, new byte[] {3, 'a', (byte) 0xff, 'b'})))
        .isEqualTo("\"a\\ufffdb\"");
  }

  @Test
  void unknownTypesAreRefused() {
    assertThatThrownBy(() -> text(new byte[] {0x42, 0})).hasMessage("JSON has an unknown type 66");
  }
}
