package dev.parqueduct.io.vt;

import static dev.parqueduct.io.vt.ParsedReports.fields;
import static dev.parqueduct.io.vt.ParsedReports.parse;
import static dev.parqueduct.io.vt.ParsedReports.rejection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parqueduct.io.vt.TreeOracle.Fields;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportParserTest {
  private static final String SHA256 = Packages.sha256(7);

  /** A report with more fields behind its sha256. */
  private static String with(String more) {
    return "{\"sha256\": \"" + SHA256 + "\", " + more + "}";
  }

  private static String scans(String result) {
    return with("\"scans\": {\"A\": {\"detected\": true, \"result\": " + result + "}}");
  }

  private static byte[] bytes(String before, int[] raw, String after) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    for (int b : raw) {
      joined.write(b);
    }
    joined.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return joined.toByteArray();
  }

  private static String names(int... raw) throws RejectedReportException {
    return fields(
            bytes(
                "{\"sha256\": \""
                    + SHA256
                    + "\", \"scans\": {\"A\": {\"detected\": true,"
                    + " \"result\": \"",
                raw,
                "\"}}}"))
        .names();
  }

  @Test
  void numbersMayBeTextOrHaveAnEmptyFraction() throws RejectedReportException {
    Fields fields = fields(with("\"positives\": \"12\", \"total\": 70.0"));

    assertThat(fields.positives()).isEqualTo(12);
    assertThat(fields.total()).isEqualTo(70);
  }

  @Test
  void unreadableNumbersAndDatesBecomeNullAndAreCounted() throws RejectedReportException {
    for (String odd : new String[] {"1.5", "\"x\"", "NaN", "[1]", "{}", "true", "1e99", "\"\""}) {
      Report report = parse(Packages.bytes(with("\"positives\": " + odd)));
      assertThat(report.hasPositives).as(odd).isFalse();
      assertThat(report.unreadableValues).as(odd).isEqualTo(1);
      assertThat(report.positives()).isZero();
    }
    for (String odd : new String[] {"\"2020-13-01 00:00:00\"", "17", "\"\"", "[]"}) {
      Report report = parse(Packages.bytes(with("\"scan_date\": " + odd)));
      assertThat(fields(report).scanMillis()).as(odd).isNull();
      assertThat(report.unreadableValues).as(odd).isEqualTo(1);
    }
    assertThat(parse(Packages.bytes(with("\"positives\": null"))).unreadableValues).isZero();
  }

  @Test
  void ofTwoValuesOfOneNameTheLastCounts() throws RejectedReportException {
    assertThat(fields(with("\"positives\": 1, \"positives\": 2")).positives()).isEqualTo(2);
    assertThat(fields(with("\"positives\": 1, \"positives\": null")).positives()).isNull();
    assertThat(fields("{\"sha256\": \"bad\", \"sha256\": \"" + SHA256 + "\"}").sha256())
        .isEqualTo(SHA256);
    assertThat(rejection(with("\"sha256\": \"bad\""))).isEqualTo(RejectReason.INVALID_HASH);
    String one = "\"scans\": {\"A\": {\"detected\": true, \"result\": \"x\"}}";
    assertThat(fields(with(one + ", " + one.replace("\"A\"", "\"B\""))).names()).isEqualTo("B:x");
  }

  @Test
  void onlyTheReportItselfCountsNotWhatItHolds() throws RejectedReportException {
    Fields fields =
        fields(
            with(
                "\"additional_info\": {\"sha256\": \"x\", \"positives\": 9, \"scans\": {}},"
                    + " \"submission\": [{\"sha1\": \"y\"}], \"positives\": 3"));

    assertThat(fields).isEqualTo(new Fields(SHA256, null, null, 3, null, null, null));
  }

  @Test
  void hashesThatAreNoneAreRejected() {
    assertThat(rejection("{\"sha256\": \"" + "g".repeat(64) + "\"}"))
        .isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection("{\"sha256\": \"" + SHA256.substring(1) + "\"}"))
        .isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection("{\"sha256\": \"" + "é".repeat(64) + "\"}"))
        .isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection("{\"sha256\": 7}")).isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection(with("\"md5\": \"1\""))).isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection("{\"type\": \"file\", \"id\": \"1\"}"))
        .isEqualTo(RejectReason.INVALID_HASH);
    assertThat(rejection("{}")).isEqualTo(RejectReason.MISSING_SHA256);
    assertThat(rejection("{\"sha256\": null, \"sha1\": \"\"}"))
        .isEqualTo(RejectReason.MISSING_SHA256);
  }

  @Test
  void theIdOfAFileObjectIsItsSha256() throws RejectedReportException {
    assertThat(fields("{\"type\": \"file\", \"id\": \"" + SHA256 + "\", \"attributes\": {}}"))
        .isEqualTo(new Fields(SHA256, null, null, null, null, null, null));
  }

  @Test
  void whatIsNoSingleObjectIsRejected() {
    assertThat(rejection("null")).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(rejection("[[{}]]")).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(rejection("17")).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(rejection("true")).isEqualTo(RejectReason.NOT_AN_OBJECT);
    assertThat(rejection(with("\"a\": 1") + " {}")).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(rejection(with("\"a\": 1") + "}")).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(rejection("garbage")).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(rejection("   ")).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(rejection("{'a': 1}")).isEqualTo(RejectReason.INVALID_JSON);
    assertThat(rejection("\ud836\udc00")).isEqualTo(RejectReason.INVALID_JSON);
  }

  @Test
  void aResponseCodeThatIsNoneIsNoDetection() throws RejectedReportException {
    assertThat(fields(with("\"response_code\": 1.0")).sha256()).isEqualTo(SHA256);
    assertThat(fields(with("\"response_code\": null")).sha256()).isEqualTo(SHA256);
    assertThat(rejection(with("\"response_code\": 0"))).isEqualTo(RejectReason.NOT_FOUND);
    assertThat(rejection(with("\"response_code\": NaN"))).isIn((Object[]) RejectReason.values());
    assertThat(rejection(with("\"response_code\": 1e999"))).isIn((Object[]) RejectReason.values());
  }

  @Test
  void nestingWithoutEndIsTooDeep() {
    for (int depth : new int[] {1001, 5000, 1_000_000}) {
      String nested = "[".repeat(depth) + "]".repeat(depth);
      assertThat(rejection(with("\"a\": " + nested))).isEqualTo(RejectReason.TOO_DEEP);
      assertThat(rejection(nested)).isEqualTo(RejectReason.TOO_DEEP);
    }
    String allowed = "[".repeat(900) + "]".repeat(900);
    assertThatCode(() -> parse(Packages.bytes(with("\"a\": " + allowed))))
        .doesNotThrowAnyException();
  }

  @Test
  void namesAreValidUtf8WhateverTheyWere() throws RejectedReportException {
    assertThat(fields(scans("\"\\ud83d\\ude00 \\ud800\\udc00\"")).names())
        .isEqualTo("A:\ud83d\ude00 \ud800\udc00");
    assertThat(fields(scans("\"\\ude00\\ud83d\"")).names()).isEqualTo("A:\ufffd\ufffd");
    // A byte that begins nothing, and a character that is cut off.
    assertThat(names('x', 0xff, 'y')).isEqualTo("A:x\ufffdy");
    assertThat(names('x', 0xe2, 0x82, 'y')).isEqualTo("A:x\ufffdy");
    // Surrogates in three bytes each, as CESU-8 has them.
    assertThat(names(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)).isEqualTo("A:\ud83d\ude00");
    assertThat(names(0xed, 0xa0, 0xbd, 'x')).isEqualTo("A:\ufffdx");
  }

  @Test
  void numericResultsAreTakenAsTheyStand() throws RejectedReportException {
    assertThat(fields(scans("1.50")).names()).isEqualTo("A:1.50");
    assertThat(fields(scans("true")).names()).isNull();
    assertThat(fields(scans("[\"x\"]")).names()).isNull();
  }

  @Test
  void oddScansAreIgnored() throws RejectedReportException {
    for (String scans : new String[] {"null", "[]", "\"x\"", "{}", "{\"A\": [], \"B\": 1}"}) {
      assertThat(fields(with("\"scans\": " + scans)).names()).as(scans).isNull();
    }
    assertThat(fields(with("\"last_analysis_stats\": null, \"positives\": 2")).positives())
        .isEqualTo(2);
  }

  @Test
  void separatorsInResultsAreCounted() throws RejectedReportException {
    assertThat(parse(Packages.bytes(scans("\"a;b\""))).resultsWithSemicolon).isEqualTo(1);
    assertThat(parse(Packages.bytes(scans("\"a:b\""))).resultsWithSemicolon).isZero();
  }

  @Test
  void damagedRecordsAreRejectedWhateverTheDamage() {
    byte[] whole = Packages.bytes(Packages.report(3));
    Random random = new Random(8);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k <= i % 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      // Read or rejected, never anything else.
      assertThatCode(
              () -> {
                try {
                  parse(damaged);
                } catch (RejectedReportException e) {
                  assertThat(e.reason()).isNotNull();
                }
              })
          .doesNotThrowAnyException();
    }
  }
}
