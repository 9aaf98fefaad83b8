package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.storage.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code export-vt} does on an object store, seen from the server's side; a run from disk to
 * disk is the measure.
 */
abstract class ObjectStoreScenario {
  private static final Path EXAMPLE = Path.of("../examples/vt-feed");
  private static final String FIRST_DAY = "virustotal.reports.202011010000000.parquet";
  private static final String SECOND_DAY = "virustotal.reports.202011020000000.parquet";

  private static Map<String, byte[]> expected;

  @BeforeAll
  static void exportFromDiskToDisk(@TempDir Path output) throws IOException {
    run(List.of("--input=" + EXAMPLE, "--output=" + output));
    expected = files(output);
    assertThat(expected).containsKeys(FIRST_DAY, SECOND_DAY, "_ledger/run.json", "_report.json");
  }

  /** An empty bucket of a server that runs. */
  abstract Bucket bucket();

  /** What points Beam's file system to the server. */
  abstract List<String> options();

  @Test
  void writesTheSameBytesAsToDiskAndNothingMoreLater() throws IOException {
    Bucket bucket = filled();

    export(bucket);

    assertSameAsOnDisk(bucket);
    Map<String, byte[]> before = bucket.contents("out/");
    export(bucket);
    assertThat(bucket.contents("out/")).containsExactlyEntriesOf(before);
  }

  @Test
  void goesOnWhereAnEarlierRunStopped() throws IOException {
    Bucket bucket = filled();
    export(bucket, "--endDate=2020-11-01");
    assertThat(bucket.contents("out/")).containsKey("out/" + FIRST_DAY);
    assertThat(bucket.contents("out/")).doesNotContainKey("out/" + SECOND_DAY);
    bucket.put("out/_ledger/pending/20201102-000/" + SECOND_DAY + ".1", new byte[] {1});

    export(bucket);

    assertSameAsOnDisk(bucket);
  }

  @Test
  void saysThatAnInputMatchesNothing() {
    Bucket bucket = bucket();

    CommandRun.Ended ended =
        CommandRun.run(new ExportVt(), exportOptions(bucket, "--minPositives=1"));

    assertThat(ended.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.messages())
        .contains("The input " + bucket.path() + "/feed matches no file. Check the path");
    assertThat(bucket.contents("")).isEmpty();
  }

  private Bucket filled() throws IOException {
    Bucket bucket = bucket();
    files(EXAMPLE).forEach((name, content) -> bucket.put("feed/" + name, content));
    return bucket;
  }

  private void export(Bucket bucket, String... more) {
    run(exportOptions(bucket, more));
  }

  final List<String> exportOptions(Bucket bucket, String... more) {
    List<String> all = new ArrayList<>(options());
    all.add("--input=" + bucket.path() + "/feed");
    all.add("--output=" + bucket.path() + "/out");
    all.addAll(Arrays.asList(more));
    return all;
  }

  private static void run(List<String> options) {
    CommandRun.Ended ended = CommandRun.run(new ExportVt(), options);
    assertThat(ended.messages()).isEmpty();
    assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
  }

  private static void assertSameAsOnDisk(Bucket bucket) {
    Map<String, byte[]> found = new TreeMap<>();
    bucket
        .contents("out/")
        .forEach((name, content) -> found.put(name.substring("out/".length()), content));
    assertThat(found).containsOnlyKeys(expected.keySet());
    // The report says when the run began and where its output is.
    expected.forEach(
        (name, content) -> {
          if (!name.equals("_report.json")) {
            assertThat(found.get(name)).as(name).isEqualTo(content);
          }
        });
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
