package dev.parqueduct.io.rawkv.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.rawkv.DecoderChoice;
import dev.parqueduct.io.rawkv.Exported;
import dev.parqueduct.io.rawkv.KvColumn;
import dev.parqueduct.io.rawkv.KvOptions;
import dev.parqueduct.io.rawkv.KvOutcome;
import dev.parqueduct.io.rawkv.KvRows;
import dev.parqueduct.io.rawkv.RawApi;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonValueDecoderTest {
  @TempDir Path folder;

  private static KvOptions options(String configuration) {
    return KvOptions.DEFAULT
        .withColumns(EnumSet.noneOf(KvColumn.class))
        .withDecoder(new DecoderChoice("json", configuration));
  }

  private List<List<String>> rows(String configuration, String query, String... values)
      throws Exception {
    KvOptions options = options(configuration);
    return Exported.of(
            folder,
            options.schema(),
            out -> {
              KvRows rows = KvRows.of(options, RawApi.V1, "a.sst");
              for (String value : values) {
                assertThat(Exported.decode(rows, new byte[0], value.getBytes(UTF_8)))
                    .isEqualTo(KvOutcome.ROW);
                rows.write(out);
                out.endRow();
              }
            })
        .query(query);
  }

  private static void rejects(String configuration, String reason, byte[] value) {
    KvRows rows = KvRows.of(options(configuration), RawApi.V1, "a.sst");
    assertThatThrownBy(() -> Exported.decode(rows, new byte[0], value))
        .as(new String(value, UTF_8))
        .isInstanceOfSatisfying(
            RejectedEntryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static void rejects(String configuration, String reason, String value) {
    rejects(configuration, reason, value.getBytes(UTF_8));
  }

  @Test
  void everyTypeHasAColumn() throws Exception {
    assertThat(
            rows(
                "s:string,i:int,l:long,f:float,d:double,b:boolean\nday:date,t:timestamp,"
                    + "ts=t2:timestamp_seconds,tm=t3:timestamp_millis,tu=t4:timestamp_micros,j:json",
                "SELECT s, i, l, f, d, b, day, epoch_us(t), epoch_us(ts), epoch_us(tm),"
                    + " epoch_us(tu), j FROM $file",
                """
                {"s": "né\\u00e9\\ud83d\\ude00", "i": -5, "l": 9223372036854775807, "f": 1.5, "d": 2,
                 "b": true, "day": "2024-02-29", "t": "1970-01-01T01:00:00.000002+01:00", "t2": 3,
                 "t3": 4, "t4": 5, "j": {"a": [1, 1.10, 1e400, null, "\\u00e9"]}, "other": {"s": 1}}
                """))
        .containsExactly(
            List.of(
                "néé😀",
                "-5",
                "9223372036854775807",
                "1.5",
                "2.0",
                "true",
                "2024-02-29",
                "2",
                "3000000",
                "4000",
                "5",
                "{\"a\":[1,1.10,1E+400,null,\"é\"]}"));
  }

  @Test
  void whatIsAbsentIsNull() throws Exception {
    assertThat(
            rows(
                "a.b.c:int,a.d:string",
                "SELECT a_b_c, a_d FROM $file",
                "{\"a\": {\"b\": {\"c\": 1}, \"d\": \"x\"}}",
                "{}",
                "{\"a\": {\"b\": 5, \"d\": null}}",
                "{\"a\": [{\"b\": 1}], \"b\": {\"c\": 2}}",
                "{\"a\": {\"d\": \"x\"}, \"a\": {\"b\": {\"c\": 7}}}"))
        .containsExactly(
            List.of("1", "x"),
            Arrays.asList(null, null),
            Arrays.asList(null, null),
            Arrays.asList(null, null),
            Arrays.asList("7", null));
  }

  @Test
  void scalarsAreTextAsTheyAreWritten() throws Exception {
    assertThat(
            rows(
                "s:string",
                "SELECT s FROM $file",
                "{\"s\": 1.50}",
                "{\"s\":false}",
                "{\"s\":\"\"}"))
        .containsExactly(List.of("1.50"), List.of("false"), List.of(""));
  }

  @Test
  void whatIsNoJsonObjectIsRejected() {
    for (String value :
        List.of(
            "",
            " ",
            "{",
            "[1]",
            "5",
            "{} {}",
            "{} x",
            "{\"s\": nul}",
            "{'s': 1}",
            "{\"x\": NaN}",
            "{\"s\": \"\\ud800\"}",
            "{\"x\":1,}")) {
      rejects("s:string", "json", value);
    }
    rejects("s:string", "json", "{}".getBytes(UTF_16LE));
    rejects("s:string", "json", new byte[] {'{', '"', 's', '"', ':', '"', (byte) 0xff, '"', '}'});
    rejects("s:string", "json", "{\"x\":" + "[".repeat(5000));
  }

  @Test
  void whatIsNotOfItsTypeIsRejected() {
    rejects("v:int", "json_type", "{\"v\": 2147483648}");
    rejects("v:int", "json_type", "{\"v\": 1.0}");
    rejects("v:long", "json_type", "{\"v\": 9223372036854775808}");
    rejects("v:long", "json_type", "{\"v\": \"1\"}");
    rejects("v:float", "json_type", "{\"v\": 1e39}");
    rejects("v:double", "json_type", "{\"v\": 1e400}");
    rejects("v:boolean", "json_type", "{\"v\": 1}");
    rejects("v:date", "json_type", "{\"v\": \"2023-02-29\"}");
    rejects("v:timestamp", "json_type", "{\"v\": \"2023-02-28T00:00:00\"}");
    rejects("v:timestamp_seconds", "json_type", "{\"v\": 9223372036854775}");
    rejects("v:string", "json_type", "{\"v\": [\"x\"]}");
    rejects("v:long", "json_type", "{\"v\": {}}");
  }

  @Test
  void aBadConfigurationIsExplained() {
    for (Map.Entry<String, String> bad :
        Map.of(
                "", "lists no fields",
                "a", "[column=]path:type",
                "a:text", "no type 'text'",
                "a..b:int", "empty name",
                "=a:int", "empty name",
                "a:json,a.b:int", "'a.b'",
                "a.b:int,a:json", "'a'",
                "a:int,a:long", "'a'")
            .entrySet()) {
      assertThatThrownBy(() -> options(bad.getKey()).schema())
          .as(bad.getKey())
          .hasMessageContainingAll("value decoder json", bad.getValue());
    }
    assertThatThrownBy(() -> options("a.b:int,a_b:int").schema()).hasMessageContaining("'a_b'");
  }

  @Property(tries = 200)
  void textIsReadBackAsJacksonsMapperWroteIt(@ForAll @Size(max = 30) String text) throws Exception {
    Assume.that(UTF_8.newEncoder().canEncode(text));
    JsonText utf8 = new JsonText();
    String json = new ObjectMapper().writeValueAsString(List.of(text));
    try (JsonParser parser = JsonValueParser.JSON.createParser(json.getBytes(UTF_8))) {
      parser.nextToken();
      parser.nextToken();
      assertThat(utf8.takeScalar(parser)).isTrue();
      assertThat(new String(utf8.utf8(), 0, utf8.length(), UTF_8)).isEqualTo(text);
    }
    try (JsonParser parser = JsonValueParser.JSON.createParser(json.getBytes(UTF_8))) {
      parser.nextToken();
      assertThat(utf8.takeStructure(parser)).isTrue();
      assertThat(new ObjectMapper().readTree(utf8.utf8(), 0, utf8.length()).get(0).asText())
          .isEqualTo(text);
    }
  }
}
