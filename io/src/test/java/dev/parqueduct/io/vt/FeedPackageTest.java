package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedPackageTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          20201101/20201101T0000,         20201101/20201101T0000,     20201101
          deep/20201101/20201101T2359,    20201101/20201101T2359,     20201101
          20201101T00,                    20201101/20201101T00,       20201101
          202011010000,                   20201101/202011010000,      20201101
          x/2020110100,                   20201101/2020110100,        20201101
          20201101T0000.tar.bz2,          20201101T0000.tar.bz2,      20201101
          a/file-feed-20201101T0000.bz2,  a/file-feed-20201101T0000.bz2, 20201101
          date=20201101/part.jsonl,       date=20201101/part.jsonl,   20201101
          20201102/20201101T0000,         20201101/20201101T0000,     20201101
          20201101/20209999T0000,         20201101/20209999T0000,     20201101
          x/20209999T0000,                x/20209999T0000,            ''
          x/99999999,                     x/99999999,                 ''
          x/20030101T0000,                x/20030101T0000,            ''
          x/123202011010000,              x/123202011010000,          ''
          reports.jsonl,                  reports.jsonl,              ''
          20209999-20201101.json,         20209999-20201101.json,     20201101
          """)
  void namesAndDatesComeFromTheNameThenTheFolder(String relative, String name, String date) {
    FeedPackage found = FeedPackage.of(relative, "/feed/" + relative, 5);

    assertThat(found).isEqualTo(new FeedPackage(name, "/feed/" + relative, date, 5));
  }

  @Test
  void pathsWithoutFoldersHaveNamesAsWell() {
    assertThat(FeedPackage.of("x", "x", 1).date()).isEmpty();
    assertThat(FeedPackage.of("x", "/x", 1).date()).isEmpty();
  }

  @Test
  void theFeedsOrderIsByDateThenName() {
    List<FeedPackage> ordered =
        List.of(
            new FeedPackage("z", "", "20201101", 0),
            new FeedPackage("a", "", "20201102", 0),
            new FeedPackage("b", "", "20201102", 0),
            new FeedPackage("a", "", "", 0));
    List<FeedPackage> shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    shuffled.sort(FeedPackage.FEED_ORDER);

    assertThat(shuffled).isEqualTo(ordered);
  }
}
