package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.text.TextBuffer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.tikv.common.codec.CodecDataInput;
import org.tikv.common.util.JsonUtils;

/** Documents that the client of TiKV decodes too. */
class ClientJsonOracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void documentsAreThoseThatTheClientReads() throws IOException {
    int compared = 0;
    for (JsonNode golden : Golden.read("json_binary.json").path("cases")) {
      int type = golden.path("type_code").asInt();
      if (type != 0x01 && type != 0x03 && type != 0x0c) {
        continue;
      }
      byte[] document = Golden.hex(String.format("%02x", type) + golden.path("value_hex").asText());
      String client = JsonUtils.parseJson(new CodecDataInput(document)).toString();
      TextBuffer text = new TextBuffer();
      new JsonText(text).append(document, 0, document.length);
      assertThat(doubles(text.toString())).isEqualTo(doubles(client));
      compared++;
    }
    assertThat(compared).isGreaterThan(15);
  }

  /** The tree, with 3 and 3.0 the same. */
  private static String doubles(String json) throws IOException {
    return JSON.readTree(json).toString().replaceAll("(\\d)\\.0\\b", "$1");
  }
}
