package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportParserSamplesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportParserSamplesTest.class.getResourceAsStream("/vt/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String zeros(int length, int last) {
    return "0".repeat(length - 1) + last;
  }

  private static Fields numbered(
      int n, Integer positives, Integer total, Long scanMillis, String names) {
    return new Fields(
        zeros(64, n), zeros(40, n), zeros(32, n), positives, total, scanMillis, names);
  }

  @Test
  void realReportsOfTheFeedAgreeWithTheirTrees() throws Exception {
    List<String> lines = resource("avclass_vtv2_sample.jsonl").lines().toList();

    assertThat(lines).hasSize(2);
    for (String line : lines) {
      Fields expected = TreeOracle.of(JSON.readTree(line));
      assertThat(expected.names()).isNotNull();
      assertThat(ParsedReports.fields(line)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avclass_vtv3_sample.json", "opencti_v3_vt_test_file.json"})
  void realObjectsOfApiV3AgreeWithTheirTrees(String name) throws Exception {
    String json = resource(name);

    assertThat(ParsedReports.fields(json)).isEqualTo(TreeOracle.of(JSON.readTree(json)));
  }

  @Test
  void aSampleOfApiV3HasTheVerdictsThatAreKnownOfIt() throws Exception {
    Fields fields = ParsedReports.fields(resource("opencti_v3_vt_test_file.json"));

    // Of 74 engines 47 malicious and 18 undetected; 9 timed out or do not support the type.
    assertThat(fields.positives()).isEqualTo(47);
    assertThat(fields.total()).isEqualTo(65);
    assertThat(fields.names().split(";")).hasSize(47);
    assertThat(fields.names())
        .startsWith("Elastic:malicious (high confidence);DrWeb:Trojan.DownLoader27.29291;");
  }

  @Test
  void anObjectInsideAnotherEnvelopeIsNoReport() throws IOException {
    assertThat(ParsedReports.rejection(resource("opencti_gti_v3_files.json")))
        .isEqualTo(RejectReason.MISSING_SHA256);
  }

  @Test
  void anObjectWithoutVerdictsHasItsStatistics() throws Exception {
    String json = JSON.readTree(resource("opencti_gti_v3_files.json")).get("response").toString();
    Fields fields = ParsedReports.fields(json);

    assertThat(fields.positives()).isEqualTo(27);
    assertThat(fields.total()).isEqualTo(68);
    assertThat(fields.names()).isNull();
    assertThat(fields.scanMillis()).isEqualTo(1_750_126_508_000L);
  }

  @Test
  void everyEdgeCaseIsReadAsWrittenDownByHand() throws Exception {
    List<String> lines = resource("edge_cases_synthetic.jsonl").lines().toList();
    // 2020-11-01 00:00:00
    long day = 1_604_188_800_000L;

    assertThat(ParsedReports.rejection(lines.get(0))).isEqualTo(RejectReason.NOT_FOUND);
    assertThat(ParsedReports.rejection(lines.get(1))).isEqualTo(RejectReason.NOT_FOUND);
    assertThat(ParsedReports.fields(lines.get(2)))
        .isEqualTo(
            new Fields(
                "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f",
                "3395856ce81f2b7382dee72602f798b642f14140",
                "44d88612fea8a8f36de82e1278abb02f",
                2,
                3,
                day + 7_000,
                "Bkav:DOS.EiracA.Trojan;GData:EICAR_TEST_FILE"));
    assertThat(ParsedReports.fields(lines.get(3))).isEqualTo(numbered(1, 0, 0, day + 8_000, null));
    assertThat(ParsedReports.fields(lines.get(4))).isEqualTo(numbered(2, null, null, null, null));
    assertThat(ParsedReports.fields(lines.get(5)))
        .isEqualTo(new Fields(zeros(64, 3), null, null, 1, 2, day + 9_000, null));
    assertThat(ParsedReports.fields(lines.get(6)))
        .isEqualTo(
            numbered(
                4,
                6,
                7,
                day + 10_000,
                "Avast:Other:Malware-gen [Trj];Odd;Engine:Name:a;b:c"
                    + ";Rising:Worm.Win32.Autoit.eah (classic) "
                    + ";Cyr:\u0422\u0440\u043e\u044f\u043d.\ud83d\ude00"
                    + ";Raw:\u0422ro\u044f\u043d\"quoted\\path\ttab"));
    assertThat(ParsedReports.fields(lines.get(7)))
        .isEqualTo(numbered(5, 1, 2, day + 11_000, "A:lone surrogate \ufffd end"));
    assertThat(ParsedReports.rejection(lines.get(8))).isEqualTo(RejectReason.MISSING_SHA256);
    assertThat(ParsedReports.fields(lines.get(9)))
        .isEqualTo(numbered(4, 1, 70, 1_604_402_553_000L, "Avast:Later-Scan-Same-File"));
    assertThat(ParsedReports.rejection(lines.get(10))).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(ParsedReports.rejection(lines.get(11))).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(ParsedReports.rejection(lines.get(12))).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(ParsedReports.fields(lines.get(13)))
        .isEqualTo(
            new Fields(
                "1527f7b9bdea7752f72ffcd8b0a97e9f05092fed2cb9909a463e5775e12bd2d6",
                zeros(40, 8),
                zeros(32, 8),
                2,
                3,
                day + 13_000,
                "A:Trojan.X;B:Susp.Y"));
    assertThat(lines).hasSize(14);
  }
}
