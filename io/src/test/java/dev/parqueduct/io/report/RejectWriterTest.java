package dev.parqueduct.io.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path output;

  private RejectWriter writer(String source) {
    return new RejectWriter(
        ObjectStore.create(),
        output.toString(),
        "20201101-000",
        source,
        output.resolve("_ledger/pending/u").toString());
  }

  private static Reject reject(byte[] record, long bytes) {
    return new Reject("s", "m", 7, 99, "invalid-json", "what is wrong", record, bytes);
  }

  private List<JsonNode> lines(FileEntry entry) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve(entry.path()))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void noFileAppearsWithoutRejects() throws IOException {
    try (RejectWriter writer = writer("s")) {
      assertThat(writer.finish()).isEmpty();
    }
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void aRejectTellsWhereItStoodAndWhatItWas() throws IOException {
    try (RejectWriter writer = writer("20201101/20201101T0000")) {
      writer.add(reject("{\"ä\u0001".getBytes(UTF_8), 5));
      writer.add(new Reject("s", "", 0, 0, "corrupt-package", "bad", new byte[0], 0));
      Optional<FileEntry> entry = writer.finish();

      assertThat(writer.countByReason())
          .isEqualTo(Map.of("invalid-json", 1L, "corrupt-package", 1L));
      assertThat(entry.orElseThrow().path())
          .isEqualTo("_rejected/20201101-000/20201101_20201101T0000.jsonl");
      assertThat(entry.orElseThrow().rows()).isEqualTo(2);
      assertThat(entry.orElseThrow().bytes())
          .isEqualTo(Files.size(output.resolve(entry.orElseThrow().path())));
      List<JsonNode> lines = lines(entry.orElseThrow());
      assertThat(lines.get(0))
          .isEqualTo(
              JSON.readTree(
                  """
                  {"source": "s", "member": "m", "line": 7, "offset": 99,
                   "reason": "invalid-json", "message": "what is wrong",
                   "bytes": 5, "record": "{\\"ä\\u0001"}"""));
      assertThat(lines.get(1).has("member")).isFalse();
    }
  }

  @Test
  void recordsThatAreNoTextAreKeptAsBytes() throws IOException {
    byte[] record = {'{', (byte) 0xff, (byte) 0xc0, 0};
    try (RejectWriter writer = writer("s")) {
      writer.add(reject(record, record.length));
      JsonNode line = lines(writer.finish().orElseThrow()).get(0);

      assertThat(line.get("recordBase64").binaryValue()).isEqualTo(record);
      assertThat(line.has("record")).isFalse();
      assertThat(line.has("recordTruncated")).isFalse();
    }
  }

  @Test
  void ofALongRecordTheBeginningIsKeptAsText() throws IOException {
    // Two bytes a character, and an odd one in front: the cut falls into a character.
    String text = "x" + "ä".repeat(1 << 20);
    byte[] record = text.getBytes(UTF_8);
    try (RejectWriter writer = writer("s")) {
      writer.add(reject(record, 5_000_000));
      JsonNode line = lines(writer.finish().orElseThrow()).get(0);

      assertThat(line.get("recordTruncated").booleanValue()).isTrue();
      assertThat(line.get("bytes").longValue()).isEqualTo(5_000_000);
      assertThat(text).startsWith(line.get("record").textValue());
      assertThat(line.get("record").textValue().length()).isGreaterThan(500_000);
    }
  }

  @Test
  void aLoneSurrogateInAMessageDoesNotBreakTheFile() throws IOException {
    try (RejectWriter writer = writer("s")) {
      writer.add(
          new Reject("s\ud800", "m\udc00", 1, 0, "invalid-json", "char \ud83d!", new byte[0], 0));
      JsonNode line = lines(writer.finish().orElseThrow()).get(0);

      assertThat(line.get("message").textValue()).startsWith("char ").endsWith("!");
    }
  }

  @Test
  void differentSourcesHaveDifferentFiles() throws IOException {
    List<String> sources =
        List.of(
            "a/b", "a_b", "a b", "a:b", "a__b", "a/_b", "ä", "ö", "a".repeat(600), "a".repeat(601));
    Set<String> paths = new HashSet<>();
    for (String source : sources) {
      try (RejectWriter writer = writer(source)) {
        writer.add(reject(new byte[] {1}, 1));
        paths.add(writer.finish().orElseThrow().path());
      }
    }

    assertThat(paths).hasSize(sources.size());
    assertThat(paths).allMatch(path -> path.matches("_rejected/20201101-000/[A-Za-z0-9._=-]+"));
  }

  @Test
  void anAbandonedWriterLeavesNothing() throws IOException {
    try (RejectWriter writer = writer("s")) {
      writer.add(reject(new byte[] {1}, 1));
    }
    assertThat(output.resolve("_rejected")).doesNotExist();
    assertThat(output.resolve("_ledger/pending/u")).isEmptyDirectory();
  }
}
