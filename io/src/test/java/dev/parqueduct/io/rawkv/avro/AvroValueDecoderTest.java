package dev.parqueduct.io.rawkv.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.rawkv.DecoderChoice;
import dev.parqueduct.io.rawkv.Exported;
import dev.parqueduct.io.rawkv.KvColumn;
import dev.parqueduct.io.rawkv.KvOptions;
import dev.parqueduct.io.rawkv.KvOutcome;
import dev.parqueduct.io.rawkv.KvRows;
import dev.parqueduct.io.rawkv.RawApi;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvroValueDecoderTest {
  private static final String ALL_TYPES =
      """
      {"type": "record", "name": "All", "fields": [
        {"name": "b", "type": "boolean"},
        {"name": "i", "type": "int"},
        {"name": "l", "type": ["null", "long"]},
        {"name": "f", "type": "float"},
        {"name": "d", "type": ["double", "null"]},
        {"name": "s", "type": "string"},
        {"name": "raw", "type": "bytes"},
        {"name": "colour", "type": {"type": "enum", "name": "Colour", "symbols": ["RED", "BLUE"]}},
        {"name": "four", "type": {"type": "fixed", "name": "Four", "size": 4}},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "clock", "type": {"type": "int", "logicalType": "time-millis"}},
        {"name": "clock2", "type": {"type": "long", "logicalType": "time-micros"}},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "at2", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "local", "type": {"type": "long", "logicalType": "local-timestamp-micros"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
        {"name": "cost", "type": {"type": "fixed", "name": "Cost", "size": 8, "logicalType": "decimal", "precision": 12, "scale": 3}},
        {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
        {"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
          {"name": "city", "type": "string"}, {"name": "zip", "type": ["null", "int"]}]}]},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "counts", "type": {"type": "map", "values": "long"}},
        {"name": "either", "type": ["null", "long", "string"]},
        {"name": "next", "type": ["null", "All"]}
      ]}
      """;
  private static final String SMALL =
      """
      {"type": "record", "name": "Small", FRAMING "fields": [
        {"name": "s", "type": "string"}, {"name": "n", "type": "long"},
        {"name": "a", "type": {"type": "array", "items": "bytes"}}]}
      """;

  @TempDir Path folder;

  private static KvOptions options(String schema) {
    return KvOptions.DEFAULT
        .withColumns(EnumSet.noneOf(KvColumn.class))
        .withDecoder(new DecoderChoice("avro", schema));
  }

  private static byte[] encode(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] singleObject(GenericRecord record) throws IOException {
    ByteBuffer bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), record.getSchema())
            .encode(record);
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  private List<List<String>> rows(String schema, String query, byte[]... values) throws Exception {
    KvOptions options = options(schema);
    return Exported.of(
            folder,
            options.schema(),
            out -> {
              KvRows rows = KvRows.of(options, RawApi.V1, "a.sst");
              for (byte[] value : values) {
                assertThat(Exported.decode(rows, new byte[0], value)).isEqualTo(KvOutcome.ROW);
                rows.write(out);
                out.endRow();
              }
            })
        .query(query);
  }

  private static GenericRecordBuilder all(Schema schema) {
    return new GenericRecordBuilder(schema)
        .set("b", true)
        .set("i", -5)
        .set("l", null)
        .set("f", 1.5f)
        .set("d", 2.5)
        .set("s", "né😀")
        .set("raw", ByteBuffer.wrap(new byte[] {1, (byte) 0xff}))
        .set("colour", new GenericData.EnumSymbol(schema.getField("colour").schema(), "BLUE"))
        .set(
            "four",
            new GenericData.Fixed(schema.getField("four").schema(), new byte[] {1, 2, 3, 4}))
        .set("day", 19_782)
        .set("clock", 1_001)
        .set("clock2", 1_000_002L)
        .set("at", 3L)
        .set("at2", 4L)
        .set("local", 5L)
        .set("price", ByteBuffer.wrap(new BigDecimal("-123.45").unscaledValue().toByteArray()))
        .set(
            "cost",
            new GenericData.Fixed(
                schema.getField("cost").schema(),
                ByteBuffer.allocate(8).putLong(-1_234_567).array()))
        .set("id", "123e4567-e89b-12d3-a456-426614174000")
        .set("address", null)
        .set("tags", List.of("x", "y\""))
        .set("counts", Map.of("k", 7L))
        .set("either", "text")
        .set("next", null);
  }

  @Test
  void everyTypeHasAColumn() throws Exception {
    Schema schema = new Schema.Parser().parse(ALL_TYPES);
    GenericRecord first = all(schema).build();
    GenericRecord address =
        new GenericRecordBuilder(schema.getField("address").schema().getTypes().get(1))
            .set("city", "Köln")
            .set("zip", 50667)
            .build();
    GenericRecord second =
        all(schema)
            .set("l", 9L)
            .set("d", null)
            .set("address", address)
            .set("either", 5L)
            .set("next", first)
            .build();

    assertThat(
            rows(
                ALL_TYPES,
                "SELECT b, i, l, f, d, s, hex(raw), colour, hex(four), day, clock, clock2,"
                    + " epoch_ms(\"at\"), epoch_us(at2), epoch_us(\"local\"), price, cost, id,"
                    + " address_city, address_zip, tags, counts, either, next->>'$.i' FROM $file",
                encode(first),
                singleObject(second)))
        .containsExactly(
            Arrays.asList(
                "true",
                "-5",
                null,
                "1.5",
                "2.5",
                "né😀",
                "01FF",
                "BLUE",
                "01020304",
                "2024-02-29",
                "00:00:01.001",
                "00:00:01.000002",
                "3",
                "4",
                "5",
                "-123.45",
                "-1234.567",
                "123e4567-e89b-12d3-a456-426614174000",
                null,
                null,
                "[\"x\", \"y\\\"\"]",
                "{\"k\": 7}",
                "\"text\"",
                null),
            Arrays.asList(
                "true",
                "-5",
                "9",
                "1.5",
                null,
                "né😀",
                "01FF",
                "BLUE",
                "01020304",
                "2024-02-29",
                "00:00:01.001",
                "00:00:01.000002",
                "3",
                "4",
                "5",
                "-123.45",
                "-1234.567",
                "123e4567-e89b-12d3-a456-426614174000",
                "Köln",
                "50667",
                "[\"x\", \"y\\\"\"]",
                "{\"k\": 7}",
                "5",
                "-5"));
  }

  private static GenericRecord small(String framing) {
    Schema schema = new Schema.Parser().parse(smallSchema(framing));
    return new GenericRecordBuilder(schema)
        .set("s", "text")
        .set("n", 77L)
        .set("a", List.of(ByteBuffer.allocate(3), ByteBuffer.allocate(0)))
        .build();
  }

  private static String smallSchema(String framing) {
    return SMALL.replace("FRAMING", framing.isEmpty() ? "" : "\"framing\": \"" + framing + "\",");
  }

  private static RejectedEntryException rejection(String schema, byte[] value) {
    KvRows rows = KvRows.of(options(schema), RawApi.V1, "a.sst");
    try {
      assertThat(Exported.decode(rows, new byte[0], value)).isEqualTo(KvOutcome.ROW);
    } catch (RejectedEntryException e) {
      assertThat(e.reason()).isEqualTo("avro");
      return e;
    }
    throw new AssertionError("not rejected");
  }

  @Test
  void theHeaderOfAnotherSchemaIsRejected() throws IOException {
    byte[] value = singleObject(small(""));
    value[4]++;

    assertThat(rejection(smallSchema(""), value)).hasMessageContaining("another schema");
    assertThat(rejection(smallSchema("single-object"), encode(small(""))))
        .hasMessageContaining("no header");
    assertThat(rejection(smallSchema("binary"), singleObject(small("")))).isNotNull();
  }

  @Test
  void cutOrLongerValuesAreRejected() throws IOException {
    byte[] value = encode(small(""));

    for (int length = 0; length < value.length; length++) {
      assertThat(rejection(smallSchema(""), Arrays.copyOf(value, length))).isNotNull();
    }
    assertThat(rejection(smallSchema(""), Arrays.copyOf(value, value.length + 1)))
        .hasMessageContaining("goes on");
  }

  @Test
  void lengthsThatAreLiesAreRejectedWithoutTheirMemory() {
    // A string of 2^31 - 2 bytes, and an array of 2^40 elements.
    byte[] string = {(byte) 0xfc, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'x'};
    byte[] array = {0, 0, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x40, 0};

    assertThat(rejection(smallSchema(""), string)).isNotNull();
    assertThat(rejection(smallSchema(""), array)).isNotNull();
  }

  @Test
  void damagedValuesAreRejectedOrReadButNeverFail() throws Exception {
    byte[] value = encode(all(new Schema.Parser().parse(ALL_TYPES)).build());
    KvRows rows = KvRows.of(options(ALL_TYPES), RawApi.V1, "a.sst");
    Random random = new Random(7);
    int rejected = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = value.clone();
      damaged[random.nextInt(value.length)] = (byte) random.nextInt(256);
      try {
        assertThat(Exported.decode(rows, new byte[0], damaged)).isEqualTo(KvOutcome.ROW);
      } catch (RejectedEntryException e) {
        rejected++;
      }
    }

    assertThat(rejected).isBetween(200, 1_999);
  }

  @Test
  void textThatIsNoUtf8AndDecimalsThatAreTooLongAreRejected() throws IOException {
    byte[] value = encode(small(""));
    value[1] = (byte) 0xff;
    assertThat(rejection(smallSchema(""), value)).hasMessageContaining("s is no UTF-8");

    Schema schema = new Schema.Parser().parse(ALL_TYPES);
    byte[] longer =
        encode(
            all(schema)
                .set("price", ByteBuffer.wrap(new byte[] {0x3b, (byte) 0x9a, (byte) 0xca, 0}))
                .build());
    assertThat(rejection(ALL_TYPES, longer)).hasMessageContaining("price is no decimal of 9");
  }

  @Test
  void aBadConfigurationIsExplained() {
    for (Map.Entry<String, String> bad :
        Map.of(
                "",
                "no Avro schema",
                "{\"type\": \"blob\"}",
                "no Avro schema",
                "\"long\"",
                "must be a record's",
                smallSchema("fancy"),
                "framing",
                "{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}",
                "no fields",
                "{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"a_b\",\"type\":\"int\"},"
                    + "{\"name\":\"a\",\"type\":{\"type\":\"record\",\"name\":\"F\",\"fields\":["
                    + "{\"name\":\"b\",\"type\":\"int\"}]}}]}",
                "a_b and a.b")
            .entrySet()) {
      assertThatThrownBy(() -> options(bad.getKey()).schema())
          .as(bad.getKey())
          .hasMessageContainingAll("value decoder avro", bad.getValue());
    }
  }
}
