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
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parqueduct.io.objects.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenPackageTest {
  @TempDir Path folder;

  private Reading read(byte[] content) throws IOException {
    Reading reading = Reading.of(folder, content);
    assertThat(reading.result().rows().addsUp()).isTrue();
    assertThat(reading.result().rows().written()).isEqualTo(reading.files().size());
    assertThat(reading.result().rows().rejected()).isEqualTo(reading.rejects().size());
    return reading;
  }

  private static byte[] cut(byte[] content, int length) {
    return Arrays.copyOf(content, length);
  }

  /** The reports that were read are those from 0 on, none missing in between. */
  private static void readsAPrefix(Reading reading, int atMost) {
    assertThat(reading.files().size()).isLessThanOrEqualTo(atMost);
    for (int i = 0; i < reading.files().size(); i++) {
      assertThat(reading.files().get(i)).isEqualTo(i);
    }
  }

  @Test
  void truncatedBzip2GivesItsWholeBlocksAndOneRejectAtAnyCut() throws IOException {
    // Level 1: blocks of 100 kB, so that cuts fall into several of them.
    byte[] whole = bzip2(tar(lines(0, 600), lines(600, 1200)));
    for (int i = 0; i < 40; i++) {
      int length = 4 + (int) ((long) (whole.length - 4) * i / 40);
      Reading reading = read(cut(whole, length));
      readsAPrefix(reading, 1200);
      assertThat(reading.reasons()).as("cut at %d", length).containsExactly("truncated-package");
    }
    assertThat(read(cut(whole, whole.length - 1)).files()).hasSize(1200);
  }

  @Test
  void theLineThatATruncationCutsIsInTheReject() throws IOException {
    byte[] lines = lines(0, 2000);
    byte[] whole = bzip2(lines);
    Reading reading = read(cut(whole, whole.length * 3 / 4));
    int read = reading.files().size();

    assertThat(read).isBetween(300, 1999);
    assertThat(reading.rejects().get(0).get("line").longValue()).isEqualTo(read + 1);
    assertThat(reading.rejects().get(0).get("offset").longValue()).isEqualTo(lines(0, read).length);
    assertThat(report(read)).startsWith(reading.rejects().get(0).get("record").textValue());
  }

  @Test
  void aDamagedBlockIsCorruptAndWhatCameBeforeIsRead() throws IOException {
    byte[] damaged = bzip2(tar(lines(0, 1200)));
    damaged[damaged.length / 2] ^= 0x10;
    Reading reading = read(damaged);

    readsAPrefix(reading, 1199);
    assertThat(reading.files()).hasSizeGreaterThan(200);
    assertThat(reading.reasons()).containsExactly("corrupt-package");
    assertThat(reading.rejects().get(0).get("member").textValue()).isEqualTo("d/m0");
    assertThat(reading.rejects().get(0).get("message").textValue()).contains("block");
  }

  @Test
  void anyFlippedBitIsRejectedOrHarmless() throws IOException {
    byte[] whole = bzip2(tar(lines(0, 100), lines(100, 200)));
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      Reading reading = read(damaged);
      readsAPrefix(reading, 200);
      assertThat(reading.rejects().size() == 1 || reading.files().size() == 200).isTrue();
    }
  }

  @Test
  void garbageInsideAnArchiveNeverEscapesAsAnythingButRejects() throws IOException {
    byte[] whole =
        tar(lines(0, 20), gzip(lines(20, 40)), zstd(lines(40, 60)), bzip2(lines(60, 80)));
    Random random = new Random(6);
    for (int i = 0; i < 150; i++) {
      byte[] damaged = whole.clone();
      for (int k = 0; k < 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      read(damaged);
      read(cut(whole, random.nextInt(whole.length)));
    }
  }

  @Test
  void anArchiveThatIsCutInsideIntactCompressionIsTruncated() throws IOException {
    byte[] first = lines(0, 10);
    byte[] whole = tar(first, lines(10, 20));
    int content = 2 * 512 + 512 * ((first.length + 511) / 512);
    // In the second member's header; between the members; in the second member; at its end.
    assertThat(read(bzip2(cut(whole, content - 512 + 100))).reject()).startsWith("truncated-tar");
    for (int length : new int[] {content + 512 + 100, content + 512 + 700}) {
      Reading reading = read(bzip2(cut(whole, length)));
      assertThat(reading.files()).hasSizeGreaterThanOrEqualTo(10);
      assertThat(reading.reasons()).as("cut at %d", length).containsExactly("truncated-tar");
    }
    Reading inHeader = read(bzip2(cut(whole, content + 100)));
    assertThat(inHeader.files()).hasSize(10);
    assertThat(inHeader.reasons()).containsExactly("truncated-tar");
    Reading inMember = read(bzip2(cut(whole, content + 512 + 700)));
    assertThat(inMember.reject())
        .isEqualTo("truncated-tar d/m1:3@" + 2 * (report(10).length() + 1));
  }

  @Test
  void anArchiveWithoutItsEndMarkIsTruncated() throws IOException {
    byte[] first = lines(0, 10);
    byte[] whole = tar(first, lines(10, 20));
    int secondHeader = 2 * 512 + 512 * ((first.length + 511) / 512);
    Reading reading = read(bzip2(cut(whole, secondHeader)));

    assertThat(reading.files()).hasSize(10);
    assertThat(reading.reasons()).containsExactly("truncated-tar");
  }

  @Test
  void aDamagedMemberInAnIntactArchiveDoesNotHideTheOthers() throws IOException {
    byte[] truncated = bzip2(lines(100, 200));
    byte[] corrupt = bzip2(lines(200, 300));
    corrupt[corrupt.length / 2] ^= 1;
    byte[] gzip = gzip(lines(300, 400));
    Reading reading =
        read(
            bzip2(
                tar(
                    bzip2(lines(0, 5)),
                    cut(truncated, truncated.length / 2),
                    corrupt,
                    cut(gzip, gzip.length / 2),
                    bzip2(lines(5, 10)))));

    assertThat(reading.files()).contains(0L, 4L, 5L, 9L);
    assertThat(reading.reasons())
        .containsExactly("truncated-package", "corrupt-package", "truncated-package");
    assertThat(reading.rejects())
        .extracting(line -> line.get("member").textValue())
        .containsExactly("d/m1", "d/m2", "d/m3");
  }

  @Test
  void binaryContentIsRejectedAsItIs() throws IOException {
    byte[] binary = {0, 1, 2, 'M', 'Z', (byte) 0x90};
    Reading reading = read(tar(lines(0, 2), binary, lines(2, 4)));

    assertThat(reading.files()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(reading.reject()).isEqualTo("not-text d/m1:0@0");
    assertThat(read(bzip2(binary)).reject()).isEqualTo("not-text :0@0");
    assertThat(read(binary).reject()).isEqualTo("not-text :0@0");
  }

  @Test
  void textThatIsNoReportIsRejectedLineByLine() throws IOException {
    assertThat(read(bytes("<html>\n<body>404</body>\n")).reasons())
        .containsExactly("invalid-json", "invalid-json");
  }

  @Test
  void garbageBehindTheContentIsRejected() throws IOException {
    byte[] lines = lines(0, 10);
    for (byte[] content :
        List.of(
            join(bzip2(lines), bytes("garbage")),
            join(bzip2(tar(lines)), bytes("garbage")),
            bzip2(join(tar(lines), new byte[10240], bytes("garbage"))))) {
      Reading reading = read(content);
      assertThat(reading.files()).hasSize(10);
      assertThat(reading.reasons()).containsExactly("corrupt-package");
    }
  }

  @Test
  void truncatedGzipAndZstdAreTruncated() throws IOException {
    byte[] gzip = gzip(lines(0, 100));
    byte[] zstd = zstd(lines(0, 100));

    assertThat(read(cut(gzip, gzip.length / 2)).reasons()).containsExactly("truncated-package");
    assertThat(read(cut(gzip, gzip.length - 2)).reasons()).containsExactly("truncated-package");
    assertThat(read(cut(zstd, zstd.length / 2)).reasons()).containsExactly("truncated-package");
    assertThat(read(cut(zstd, 5)).reasons()).containsExactly("truncated-package");
  }

  @Test
  void aPackageThatUnpacksToTooMuchIsEndedWithoutItsRest() throws IOException {
    byte[] lines = lines(0, 1000);
    FeedLimits limits = new FeedLimits(1 << 20, lines.length / 2);
    Reading reading = Reading.of(folder, bzip2(lines), limits);

    readsAPrefix(reading, 501);
    assertThat(reading.files()).hasSizeGreaterThan(100);
    assertThat(reading.reasons()).containsExactly("too-much-output");
    assertThat(Reading.of(folder, bzip2(lines), new FeedLimits(1 << 20, lines.length)).rejects())
        .isEmpty();
  }

  @Test
  void whatIsSkippedCountsAgainstTheLimitAsWell() throws IOException {
    // The member is no text: nobody reads it, but it has to be unpacked.
    byte[] bomb = bzip2(tar(new byte[8 << 20], lines(0, 10)));
    Reading reading = Reading.of(folder, bomb, new FeedLimits(1 << 20, 1 << 20));

    assertThat(reading.files()).isEmpty();
    assertThat(reading.reasons()).containsExactly("not-text", "too-much-output");
  }

  @Test
  void nestingWithoutEndIsCorrupt() throws IOException {
    byte[] nested = lines(0, 1);
    for (int i = 0; i < 20; i++) {
      nested = gzip(nested);
    }
    assertThat(read(nested).reasons()).containsExactly("corrupt-package");
  }

  private static boolean isCausedBy(Throwable thrown, Throwable failure) {
    return thrown == failure || (thrown != null && isCausedBy(thrown.getCause(), failure));
  }

  @Test
  void aFailureOfTheStorageIsNoDamage() throws IOException {
    byte[] tar = bzip2(tar(lines(0, 1000), lines(1000, 2000)));
    for (byte[] whole :
        List.of(tar, lines(0, 100), gzip(lines(0, 100)), zstd(lines(0, 100)), tar(tar))) {
      for (int at : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
        StorageException failure = new StorageException("gone", null);
        InputStream failing = new FailingStream(failure);
        InputStream content =
            new SequenceInputStream(new ByteArrayInputStream(whole, 0, at), failing);
        Throwable thrown = catchThrowable(() -> Reading.of(folder, content, Reading.LIMITS, 0));
        assertThat(isCausedBy(thrown, failure)).as("%d of %d", at, whole.length).isTrue();
      }
    }
  }
}
