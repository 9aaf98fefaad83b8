package dev.parqueduct.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.pipelines.exportvt.ExportVt;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.beam.runners.direct.DirectRegistrar;
import org.apache.beam.sdk.extensions.gcp.options.GcpPipelineOptionsRegistrar;
import org.apache.beam.sdk.options.DefaultPipelineOptionsRegistrar;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.junit.jupiter.api.Test;

class NoRegistrarsTest {
  @Test
  void localRunsSeeTheOptionsOfThePipelineAlone() {
    assertThat(registrars("--input=in", "--output=out", "--runner=DirectRunner")).isEmpty();
  }

  @Test
  void optionsOfOtherModulesBringAllOfThem() {
    assertThat(registrars("--input=in", "--project=some")).contains(everyKind());
    assertThat(registrars("--input=in", "--runner=DataflowRunner")).contains(everyKind());
    assertThat(registrars("--input=in", "--targetParallelism=1")).contains(everyKind());
  }

  @Test
  void theClassLoaderIsPutBackAfterAFailure() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    assertThatThrownBy(
            () ->
                NoRegistrars.around(
                    new ExportVt().options(),
                    new String[0],
                    () -> {
                      throw new IllegalArgumentException();
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  private static Class<?>[] everyKind() {
    return new Class<?>[] {
      DefaultPipelineOptionsRegistrar.class,
      DirectRegistrar.Options.class,
      GcpPipelineOptionsRegistrar.class
    };
  }

  private static List<Class<?>> registrars(String... args) {
    return NoRegistrars.around(
        new ExportVt().options(),
        args,
        () ->
            ServiceLoader.load(PipelineOptionsRegistrar.class).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .toList());
  }
}
