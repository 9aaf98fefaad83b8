package dev.parqueduct.pipelines.cli;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/**
 * Hides the options of others from Beam. Beam registers every options interface of the classpath
 * when it first parses, in a time that grows with their square: with those of Google Cloud,
 * Dataflow and AWS it is a fifth of what starting a local run costs, with its core's alone a tenth.
 * Those that a run needs after all are registered where it first uses them.
 */
final class NoRegistrars extends ClassLoader {
  private static final String SERVICE =
      "META-INF/services/" + PipelineOptionsRegistrar.class.getName();

  private NoRegistrars(ClassLoader parent) {
    super(parent);
  }

  /**
   * Runs {@code parse}, and without the options of others if it sets nothing but those of {@code
   * type}.
   */
  static <T> T around(Class<? extends PipelineOptions> type, String[] args, Supplier<T> parse) {
    if (!suffice(type, args)) {
      return parse.get();
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new NoRegistrars(before));
    try {
      return parse.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static boolean suffice(Class<? extends PipelineOptions> type, String[] args) {
    Set<String> known =
        Arrays.stream(type.getMethods())
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
    return name.equals(SERVICE) ? Collections.emptyEnumeration() : super.getResources(name);
  }
}
