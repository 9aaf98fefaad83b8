package dev.parqueduct.pipelines.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.CommandRun;
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

/**
 * The job that Dataflow is asked to run, written to a file instead of being sent.
 *
 * @param text the request
 * @param json the request, parsed
 * @param storageRequests how often a storage was asked while the graph was built
 */
public record DataflowJob(String text, JsonNode json, int storageRequests) {
  // What the service accepts as a job, in bytes of JSON.
  private static final long REQUEST_LIMIT = 10L << 20;
  private static final String SECRET_KEY = "secret-key-of-this-machine";

  /** Runs a pipeline with options of its own up to the job's description. */
  public static DataflowJob translate(Command command, List<String> options) throws IOException {
    Path file = Files.createTempFile("job", ".json");
    System.setProperty("aws.accessKeyId", "access-key-of-this-machine");
    System.setProperty("aws.secretAccessKey", SECRET_KEY);
    try (GcsEmulator storage = GcsEmulator.start(Faults.none())) {
      List<String> all = new ArrayList<>(options);
      all.addAll(
          List.of(
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
      CommandRun.Ended ended = CommandRun.run(command, all);
      assertThat(ended.messages()).isEmpty();
      assertThat(ended.exitCode()).isEqualTo(ExitCode.DONE);
      String text = Files.readString(file);
      return new DataflowJob(text, new ObjectMapper().readTree(text), storage.requests());
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
      Files.deleteIfExists(file);
    }
  }

  /** The names of the steps, with those of the transforms around them. */
  public List<String> steps() {
    List<String> names = new ArrayList<>();
    for (JsonNode step : json.get("steps")) {
      names.add(step.at("/properties/user_name/value").asText());
    }
    return names;
  }

  /** The transforms that the pipeline itself consists of. */
  public Set<String> outerSteps() {
    Set<String> names = new TreeSet<>();
    steps().forEach(step -> names.add(step.replaceFirst("/.*", "")));
    return names;
  }

  /** The value of an option, as the job has it. */
  public JsonNode option(String name) {
    return json.at("/environment/sdkPipelineOptions/options/" + name);
  }

  /**
   * A bounded source would ask the storage for sizes while the graph is built. What is left are the
   * impulses that steps begin with.
   */
  public void assertReadsInItsOwnStepsOnly() {
    for (JsonNode step : json.get("steps")) {
      if (step.get("kind").asText().equals("ParallelRead")) {
        assertThat(step.at("/properties/format/value").asText())
            .as(step.at("/properties/user_name/value").asText())
            .isEqualTo("impulse");
      }
    }
    assertThat(steps()).noneMatch(step -> step.contains("BoundedSource"));
  }

  public void assertCarriesNoSecret() {
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

  public void assertIsSmallEnoughToBeSubmitted() {
    assertThat((long) text.length()).isLessThan(REQUEST_LIMIT);
  }
}
