package dev.parqueduct.io.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BeamPathTest {
  private final ObjectStore store = ObjectStore.create();

  @BeforeEach
  void withoutConfiguration() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void anUnknownSchemeIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> store.list("gopher://hole/**"))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            "gopher://hole/** is on no known file system. Use a local path, gs://, s3:// or"
                + " hdfs://.");
  }

  @Test
  void hdfsWithoutAConfigurationIsAnsweredWithWhereItBelongs() {
    assertThatThrownBy(() -> store.open("hdfs:///lake/a"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("hdfs:///lake/a", "HADOOP_CONF_DIR", "hdfs://host:port/");
  }

  @Test
  void hdfsWithoutItsClientIsAnsweredWithHowToBuildIt() {
    assertThat(BeamPath.withoutClient("hdfs://lake/a"))
        .hasMessageContainingAll("hdfs://lake/a", "PARQUEDUCT_PROFILES=hdfs ./parqueduct");
  }

  @Test
  void aLocalPathMayBeAUri() {
    assertThat(BeamPath.resource("file:///tmp/a", "a")).isEqualTo(BeamPath.resource("/tmp/a", "a"));
  }
}
