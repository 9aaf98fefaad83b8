package dev.parqueduct.pipelines.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Shows Beam only its core's options. Beam registers every options interface of the classpath when
 * it first parses, in a time that grows with their square: with those of Google Cloud, Dataflow and
 * AWS it is a fifth of what starting a local run costs. Those that a run needs after all are
 * registered where it first uses them.
 */
final class CoreRegistrars extends ClassLoader {
  private static final String SERVICE =
      "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

  private CoreRegistrars(ClassLoader parent) {
    super(parent);
  }

  /**
   * Runs {@code parse}, and with the core's options alone if it sets nothing but those and those of
   * {@code type}.
   */
  static <T> T around(Class<? extends PipelineOptions> type, String[] args, Supplier<T> parse) {
    if (!suffice(type, args)) {
      return parse.get();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new CoreRegistrars(before));
    try {
      return parse.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean suffice(Class<? extends PipelineOptions> type, String[] args) {
    Set<String> known =
        Stream.of(type, DirectOptions.class)
            .flatMap(options -> Arrays.stream(options.getMethods()))
            .map(Method::getName)
            .filter(name -> name.startsWith("set"))
            .map(name -> "--" + Character.toLowerCase(name.charAt(3)) + name.substring(4))
            .collect(Collectors.toSet());
    return Arrays.stream(args)
        .allMatch(
            arg ->
                known.contains(OptionsParser.nameOf(arg))
                    && (!arg.startsWith("--runner=") || arg.equals("--runner=DirectRunner")));
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(SERVICE)) {
      return super.getResources(name);
    }
    URL core = PipelineOptionsRegistrar.class.getResource("/" + SERVICE);
    return core == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(core));
  }
}
