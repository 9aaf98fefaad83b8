package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedListingTest {
  private static final LocalDate FIRST = LocalDate.of(2020, 11, 1);

  @TempDir Path feed;

  private void put(String... names) throws IOException {
    for (String name : names) {
      Path file = feed.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private FeedListing.Found list(LocalDate start, LocalDate end, String... inputs)
      throws IOException {
    List<String> paths = List.of(inputs).stream().map(input -> feed + input).toList();
    return new FeedListing(paths, start, end).list(ObjectStore.create());
  }

  private List<String> names(LocalDate start, LocalDate end, String... inputs) throws IOException {
    return list(start, end, inputs).packages().stream().map(FeedPackage::name).toList();
  }

  private AbstractThrowableAssert<?, ?> refused(LocalDate start, LocalDate end, String... inputs) {
    return assertThatThrownBy(() -> list(start, end, inputs))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }

  @Test
  void aFolderIsListedWithAllBelowItInFeedOrder() throws IOException {
    put("20201102/20201102T0000", "20201101/20201101T0001", "20201101/20201101T0000", "odd.jsonl");

    assertThat(names(null, null, ""))
        .containsExactly(
            "20201101/20201101T0000",
            "20201101/20201101T0001",
            "20201102/20201102T0000",
            "odd.jsonl");
    assertThat(names(null, null, "/")).hasSize(4);
    assertThat(list(null, null, "").packages().get(0).bytes()).isEqualTo(22);
  }

  @Test
  void oneDayOneFileAndOneGlobNameThePackagesAlike() throws IOException {
    put("20201102/20201102T0000", "20201101/20201101T0001");

    for (String input : List.of("/20201101", "/20201101/20201101T0001", "/*1/*", "/**/*T0001")) {
      assertThat(names(null, null, input)).as(input).containsExactly("20201101/20201101T0001");
    }
  }

  @Test
  void severalInputsAreOneAndWhatTheyShareCountsOnce() throws IOException {
    put("20201102/20201102T0000", "20201101/20201101T0001");

    assertThat(names(null, null, "/20201102", "", "/20201101/*")).hasSize(2);
  }

  @Test
  void datesBoundTheDaysInclusively() throws IOException {
    put("20201031/20201031T0000", "20201101/20201101T0000", "20201102/20201102T0000", "x.jsonl");

    assertThat(names(FIRST, FIRST, "")).containsExactly("20201101/20201101T0000");
    assertThat(names(FIRST, null, "")).hasSize(2);
    assertThat(names(null, FIRST, "")).hasSize(2);
    assertThat(list(null, FIRST, "").undatedLeftOut()).isEqualTo(1);
    assertThat(list(null, null, "").undatedLeftOut()).isZero();
    assertThat(names(FIRST.minusDays(900), FIRST, "")).hasSize(2);
  }

  @Test
  void datesBoundFilesWithoutDayFoldersAsWell() throws IOException {
    put("202011010000.bz2", "202011020000.bz2", "2020/11/01/20201101T0001");

    assertThat(names(FIRST, FIRST, ""))
        .containsExactly("20201101/20201101T0001", "202011010000.bz2");
  }

  @Test
  void bookkeepingFilesAreLeftOut() throws IOException {
    put("20201101/20201101T0000", "_SUCCESS", ".hidden", "20201101/_tmp/20201101T0001", ".d/x");

    assertThat(names(null, null, "")).containsExactly("20201101/20201101T0000");
  }

  @Test
  void aHiddenFolderAboveTheInputDoesNotMatter() throws IOException {
    put(".cache/_feed/20201101/20201101T0000");

    assertThat(names(null, null, "/.cache/_feed")).hasSize(1);
    assertThat(names(null, null, "/.cache/../.cache/_feed")).hasSize(1);
    assertThat(names(null, null, "/.cache/_feed/**")).hasSize(1);
  }

  @Test
  void anInputThatMatchesNothingIsNamed() throws IOException {
    put("20201101/20201101T0000");

    refused(null, null, "/nowhere").hasMessageContaining(feed + "/nowhere matches no file");
    refused(null, null, "/20201101/*.bz2").hasMessageContaining("matches no file");
    refused(null, null, "", "/nowhere").hasMessageContaining("/nowhere");
    refused(FIRST.plusDays(1), FIRST.plusDays(2), "")
        .hasMessageContaining("2020-11-02 and 2020-11-03")
        .hasMessageContaining("(1 files found)");
  }

  @Test
  void onePackageInTwoPlacesIsRefused() throws IOException {
    put("a/20201101T0000", "b/20201101T0000");

    refused(null, null, "")
        .hasMessageContaining("Two inputs are the same package 20201101/20201101T0000")
        .hasMessageContaining(feed + "/a/20201101T0000");
  }
}
