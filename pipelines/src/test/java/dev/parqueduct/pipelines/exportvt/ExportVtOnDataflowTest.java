package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandRun;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.storage.Faults;
import dev.parqueduct.pipelines.storage.GcsEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job that Dataflow is asked to run, written to a file instead of being sent. */
class ExportVtOnDataflowTest {
  // What the service accepts as a job, in bytes of JSON.
  private static final long REQUEST_LIMIT = 10L << 20;
  private static final String SECRET_KEY = "secret-key-of-this-machine";

  private static String text;
  private static JsonNode job;
  private static int requests;

  @BeforeAll
  static void translate(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("job.json");
    System.setProperty("aws.accessKeyId", "access-key-of-this-machine");
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
    try (GcsEmulator storage = GcsEmulator.start(Faults.none())) {
      CommandRun.Ended ended =
          CommandRun.run(
              new ExportVt(),
              List.of(
                  "--input=gs://feed/2026*/*,s3://feed",
                  "--output=gs://lake/vt",
                  "--startDate=2026-11-01",
                  "--minPositives=3",
                  "--runner=DataflowRunner",
                  "--project=any",
                  "--region=us-central1",
                  "--gcpTempLocation=gs://temp/temp",
                  "--stagingLocation=gs://temp/staging",
                  "--gcsEndpoint=" + storage.endpoint(),
                  "--awsRegion=eu-central-1",
                  "--endpoint=" + storage.endpoint(),
                  "--pathValidatorClass=" + NoopPathValidator.class.getName(),
                  "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
                  "--stagerClass=" + NoStager.class.getName(),
                  "--templateLocation=" + file));
      assertThat(ended.messages()).isEmpty();
      assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
      requests = storage.requests();
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    text = Files.readString(file);
    job = new ObjectMapper().readTree(text);
  }

  @AfterAll
  static void release() {
    text = null;
    job = null;
  }

  @Test
  void touchesNoStorageWhileTheGraphIsBuilt() {
    assertThat(requests).isZero();
  }

  @Test
  void consistsOfThePlanTheExportAndTheReport() {
    Set<String> names = new TreeSet<>();
    for (String step : steps()) {
      names.add(step.replaceFirst("/.*", ""));
    }
    assertThat(names).containsExactlyInAnyOrder("Plan", "ExportFeed", "WriteReport");
    assertThat(steps())
        .anyMatch(step -> step.startsWith("ExportFeed/ReadReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/DeduplicateReports/"))
        .anyMatch(step -> step.startsWith("ExportFeed/WriteUnits/"))
        .anyMatch(step -> step.startsWith("WriteReport/AfterAllUnits/"));
  }

  @Test
  void readsFilesInItsOwnStepsOnly() {
    // A bounded source would ask the storage for sizes while the graph is built. What is left are
    // the impulses that steps begin with.
    for (JsonNode step : job.get("steps")) {
      if (step.get("kind").asText().equals("ParallelRead")) {
        assertThat(step.at("/properties/format/value").asText())
            .as(step.at("/properties/user_name/value").asText())
            .isEqualTo("impulse");
      }
    }
    assertThat(steps()).noneMatch(step -> step.contains("BoundedSource"));
  }

  @Test
  void carriesTheOptions() {
    JsonNode options = job.at("/environment/sdkPipelineOptions/options");
    assertThat(options.get("input").asText()).isEqualTo("gs://feed/2026*/*,s3://feed");
    assertThat(options.get("output").asText()).isEqualTo("gs://lake/vt");
    assertThat(options.get("startDate").asText()).isEqualTo("2026-11-01");
    assertThat(options.get("minPositives").asInt()).isEqualTo(3);
  }

  @Test
  void carriesNoSecret() {
    assertThat(text).doesNotContain(SECRET_KEY);
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.matches("(?i).*(token|secret|password|credential|api_?key).*")
                  && value.length() >= 8) {
                assertThat(text.contains(value)).as(name).isFalse();
              }
            });
  }

  @Test
  void takesSecretsByReferenceOnly() {
    assertThat(OptionTable.of(ExportVtOptions.class))
        .extracting(OptionTable.Option::name)
        .noneMatch(name -> name.matches("(?i).*(token|secret|password|credential|key)"));
  }

  @Test
  void isSmallEnoughToBeSubmitted() {
    assertThat((long) text.length()).isLessThan(REQUEST_LIMIT);
  }

  private static List<String> steps() {
    List<String> names = new ArrayList<>();
    for (JsonNode step : job.get("steps")) {
      names.add(step.at("/properties/user_name/value").asText());
    }
    return names;
  }
}
