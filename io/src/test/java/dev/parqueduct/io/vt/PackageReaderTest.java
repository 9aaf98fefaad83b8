package dev.parqueduct.io.vt;

import static dev.parqueduct.io.vt.Packages.bytes;
import static dev.parqueduct.io.vt.Packages.bzip2;
import static dev.parqueduct.io.vt.Packages.gzip;
import static dev.parqueduct.io.vt.Packages.join;
import static dev.parqueduct.io.vt.Packages.lines;
import static dev.parqueduct.io.vt.Packages.report;
import static dev.parqueduct.io.vt.Packages.tar;
import static dev.parqueduct.io.vt.Packages.zstd;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageReaderTest {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @TempDir Path folder;

  private void isRead(byte[] content, long reports) throws IOException {
    Reading reading = Reading.of(folder, content);
    List<Long> numbers = LongStream.range(0, reports).boxed().toList();
    assertThat(reading.files()).isEqualTo(numbers);
    assertThat(reading.rows()).isEqualTo(numbers);
    assertThat(reading.rejects()).isEmpty();
    assertThat(reading.result().rejectsFile()).isEmpty();
    assertThat(reading.result().rows().read()).isEqualTo(reports);
    assertThat(reading.result().rows().addsUp()).isTrue();
  }

  @Test
  void linesAreReadInEveryCompression() throws IOException {
    byte[] lines = lines(0, 50);

    isRead(lines, 50);
    isRead(bzip2(lines), 50);
    isRead(gzip(lines), 50);
    isRead(zstd(lines), 50);
  }

  @Test
  void archivesAreReadInEveryCompression() throws IOException {
    byte[] tar = tar(lines(0, 20), new byte[0], lines(20, 21), lines(21, 50));

    isRead(tar, 50);
    isRead(bzip2(tar), 50);
    isRead(gzip(tar), 50);
    isRead(zstd(tar), 50);
  }

  @Test
  void membersOfAnHourlyArchiveMayBeCompressedThemselves() throws IOException {
    byte[] tar = tar(bzip2(lines(0, 20)), gzip(lines(20, 30)), bzip2(tar(lines(30, 50))));

    isRead(tar, 50);
    isRead(bzip2(tar), 50);
  }

  @Test
  void streamsThatFollowEachOtherAreOne() throws IOException {
    isRead(join(bzip2(lines(0, 20)), bzip2(lines(20, 50))), 50);
    isRead(join(gzip(lines(0, 20)), gzip(lines(20, 50))), 50);
    isRead(join(zstd(lines(0, 20)), zstd(lines(20, 50))), 50);
  }

  @Test
  void lineEndsBlankLinesAndTheMissingLastOneDoNotMatter() throws IOException {
    isRead(bytes(report(0) + "\r\n\r\n" + report(1) + "\n \t\n\n" + report(2)), 3);
    isRead(bytes("\n\n" + report(0)), 1);
  }

  @Test
  void aByteOrderMarkDoesNotMatter() throws IOException {
    isRead(join(BYTE_ORDER_MARK, lines(0, 3)), 3);
    isRead(bzip2(join(BYTE_ORDER_MARK, bytes("{\n" + report(0).substring(1)))), 1);
    isRead(join(BYTE_ORDER_MARK, bytes("[" + report(0) + "]")), 1);
  }

  @Test
  void prettyPrintedDocumentsAreRead() throws IOException {
    String pretty = report(0).replace("{", "{\n  ").replace(",", ",\n  ");

    isRead(bytes(pretty), 1);
    isRead(bytes("\n" + pretty + "\n" + pretty.replace(Packages.sha256(0), Packages.sha256(1))), 2);
    isRead(bytes("{\n  \"data\": " + pretty + "\n}\n"), 1);
    isRead(bytes("[\n" + pretty + "\n]"), 1);
  }

  @Test
  void arraysAreReadWhateverTheirLines() throws IOException {
    isRead(bytes("[" + report(0) + ", " + report(1) + "]\n"), 2);
    isRead(bytes("[ " + report(0) + ",\n" + report(1) + ",\n" + report(2) + "\n]\n"), 3);
    isRead(bytes("[\n" + report(0) + "\n,\n" + report(1) + "\n]\n"), 2);
  }

  @Test
  void aCompressedEmptyFileHasNoReports() throws IOException {
    isRead(bzip2(new byte[0]), 0);
    isRead(gzip(new byte[0]), 0);
    isRead(tar(), 0);
    isRead(bzip2(tar(new byte[0])), 0);
  }

  @Test
  void anEmptyObjectIsRejected() throws IOException {
    Reading reading = Reading.of(folder, new byte[0]);

    assertThat(reading.reject()).isEqualTo("empty-package :0@0");
    assertThat(reading.result().rows().read()).isEqualTo(1);
  }

  @Test
  void badLinesAreRejectedWithTheirPlacesAndTheOthersRead() throws IOException {
    String text = report(0) + "\n{\"sha256\": \"00\n" + report(1) + "\n[]\n" + report(2);
    Reading reading = Reading.of(folder, bzip2(tar(bytes(text))));
    int first = report(0).length() + 1;
    int second = first + 15 + report(1).length() + 1;

    assertThat(reading.files()).containsExactly(0L, 1L, 2L);
    assertThat(reading.rows()).containsExactly(0L, 2L, 4L);
    assertThat(reading.reject())
        .isEqualTo("invalid-json d/m0:2@" + first + ", not-an-object d/m0:4@" + second);
    assertThat(reading.rejects().get(0).get("record").textValue()).isEqualTo("{\"sha256\": \"00");
    assertThat(reading.result().rows().rejectedByReason())
        .isEqualTo(Map.of("invalid-json", 1L, "not-an-object", 1L));
    assertThat(reading.result().rows().addsUp()).isTrue();
  }

  @Test
  void aBrokenFirstLineDoesNotHideTheOthers() throws IOException {
    for (String broken :
        List.of("{\"a\": ", "{\"a\": 1,", "{\"a\": {", "{\"a\": [", "{", "[", "[]")) {
      Reading reading = Reading.of(folder, bytes(broken + "\n" + report(1) + "\n" + report(2)));
      if (broken.equals("{") || broken.equals("[")) {
        // What a pretty-printer begins with; nothing else does.
        assertThat(reading.result().rows().rejected()).isEqualTo(1);
      } else {
        assertThat(reading.files()).as(broken).containsExactly(1L, 2L);
        assertThat(reading.rejects()).hasSize(1);
      }
      assertThat(reading.result().rows().addsUp()).isTrue();
    }
  }

  @Test
  void aDocumentThatBreaksOffIsRejectedAfterWhatCameBefore() throws IOException {
    Reading reading =
        Reading.of(folder, bytes("[\n" + report(0) + ",\n" + report(1) + ",\n{\"a\""));

    assertThat(reading.files()).containsExactly(0L, 1L);
    assertThat(reading.reasons()).containsExactly("invalid-json");
    assertThat(reading.rejects().get(0).get("line").longValue()).isEqualTo(4);
  }

  @Test
  void loneSurrogatesDoNotEndADocument() throws IOException {
    String odd = report(0).replace("Bad.0", "x\\ud800y");

    isRead(bytes("[\n" + odd + ",\n" + report(1) + "\n]"), 2);
  }

  @Test
  void tooLongLinesAreRejectedAndTheRestIsRead() throws IOException {
    FeedLimits limits = new FeedLimits(1000, 1 << 30);
    String huge = report(7).replace("Bad.7", "x".repeat(100_000));
    byte[] content = bytes(report(0) + "\n" + huge + "\n" + report(1) + "\n");
    Reading reading = Reading.of(folder, bzip2(content), limits);

    assertThat(reading.files()).containsExactly(0L, 1L);
    assertThat(reading.reject()).isEqualTo("too-large :2@" + (report(0).length() + 1));
    assertThat(reading.rejects().get(0).get("bytes").longValue()).isEqualTo(huge.length());
    assertThat(reading.rejects().get(0).get("recordTruncated").booleanValue()).isTrue();
  }

  @Test
  void tooLongValuesOfADocumentAreRejectedAndTheRestIsRead() throws IOException {
    FeedLimits limits = new FeedLimits(1000, 1 << 30);
    String huge = report(7).replace("\"A\"", "\"B\": 1, ".repeat(1000) + "\"A\"");
    byte[] content = bytes("[" + report(0) + ",\n" + huge + ",\n" + report(1) + "]");
    Reading reading = Reading.of(folder, content, limits);

    assertThat(reading.files()).containsExactly(0L, 1L);
    assertThat(reading.reasons()).containsExactly("too-large");
    assertThat(reading.rejects().get(0).get("line").longValue()).isEqualTo(2);
    assertThat(reading.result().rows().read()).isEqualTo(3);
  }

  @Test
  void aDocumentsStringIsNotHeldBeyondTheLimit() throws IOException {
    FeedLimits limits = new FeedLimits(1 << 16, 1 << 30);
    String huge = report(7).replace("Bad.7", "x".repeat(1 << 20));
    Reading reading = Reading.of(folder, bytes("[" + report(0) + ",\n" + huge + "]"), limits);

    assertThat(reading.files()).containsExactly(0L);
    assertThat(reading.reasons()).containsExactly("too-large");
  }

  @Test
  void aReportOfFiftyMegabytesIsRead() throws IOException {
    String filler = "\"f\": \"" + "x".repeat(1 << 20) + "\", ";
    String huge = "{" + filler.repeat(50) + report(1).substring(1);
    byte[] content = bzip2(bytes(report(0) + "\n" + huge + "\n" + report(2)));

    Reading reading = Reading.of(folder, content, new FeedLimits(64 << 20, 1L << 30));

    assertThat(reading.files()).containsExactly(0L, 1L, 2L);
    assertThat(reading.rejects()).isEmpty();
  }

  @Test
  void reportsBelowTheWantedPositivesAreFiltered() throws IOException {
    String clean = report(5).replace("\"positives\": 1", "\"positives\": 0");
    byte[] content = bytes(report(0) + "\n" + clean + "\n" + report(1) + "\n!");
    Reading reading = Reading.of(folder, new ByteArrayInputStream(content), Reading.LIMITS, 1);

    assertThat(reading.files()).containsExactly(0L, 1L);
    assertThat(reading.result().rows().filtered()).isEqualTo(1);
    assertThat(reading.result().rows().read()).isEqualTo(4);
    assertThat(reading.result().rows().addsUp()).isTrue();
  }
}
