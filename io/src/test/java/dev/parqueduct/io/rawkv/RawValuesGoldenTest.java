package dev.parqueduct.io.rawkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.tikv.MemComparable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Values and keys that TiKV's own tests encode (components/api_version, components/backup). */
class RawValuesGoldenTest {
  private static final HexFormat HEX = HexFormat.of();

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        RawValuesGoldenTest.class.getResourceAsStream("/rawkv/rawkv_values.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static KvEntry decode(String api, byte[] stored) throws RejectedEntryException {
    KvEntry entry = new KvEntry();
    entry.start(new byte[0], 0, 0, 0);
    byte[] around = new byte[stored.length + 6];
    Arrays.fill(around, (byte) 0xff);
    System.arraycopy(stored, 0, around, 2, stored.length);
    new EntryDecoder(RawApi.valueOf(api)).rawValue(around, 2, stored.length, entry);
    return entry;
  }

  @Test
  void everyValueIsDecoded() throws Exception {
    JsonNode values = golden().get("values");

    assertThat(values).hasSize(13);
    for (JsonNode value : values) {
      KvEntry entry =
          decode(value.get("api").asText(), HEX.parseHex(value.get("stored_hex").asText()));
      String user =
          new String(
              entry.value(), entry.valueOffset(), entry.valueLength(), StandardCharsets.UTF_8);
      assertThat(user).as(value.toString()).isEqualTo(value.get("user").asText());
      assertThat(entry.expiresAt()).as(value.toString()).isEqualTo(value.get("expire_ts").asLong());
      assertThat(entry.isDeleted())
          .as(value.toString())
          .isEqualTo(value.get("deleted").asBoolean());
    }
  }

  @Test
  void everyBrokenValueIsRejected() throws IOException {
    JsonNode errors = golden().get("value_decode_errors");

    assertThat(errors).hasSize(7);
    for (JsonNode error : errors) {
      byte[] stored = HEX.parseHex(error.get("hex").asText());
      assertThatThrownBy(() -> decode(error.get("api").asText(), stored))
          .as(error.toString())
          .isInstanceOfSatisfying(
              RejectedEntryException.class, e -> assertThat(e.reason()).isEqualTo("value"));
    }
  }

  @Test
  void aKeyThatTheBackupConvertedToV2IsTheUsersAgain() throws Exception {
    assertThat(golden().get("keys")).hasSize(1);
    for (JsonNode key : golden().get("keys")) {
      byte[] encoded = MemComparable.encode(HEX.parseHex(key.get("v2_user_hex").asText()));
      byte[] stored =
          ByteBuffer.allocate(encoded.length + 9).put((byte) 'z').put(encoded).putLong(~1L).array();
      KvEntry entry = new KvEntry();
      new EntryDecoder(RawApi.V2).rawKey(stored, stored.length, entry);

      assertThat(
              HEX.formatHex(entry.key(), entry.keyOffset(), entry.keyOffset() + entry.keyLength()))
          .isEqualTo(key.get("user_hex").asText());
      assertThat(entry.keyspace()).isZero();
      assertThat(entry.ts()).isEqualTo(1);
    }
  }
}
