package dev.parqueduct.pipelines.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where HDFS is when nothing but a path tells. Beam knows of HDFS only by a Hadoop configuration;
 * without one an address in a path, {@code hdfs://host:port/folder}, is configuration enough.
 */
final class HdfsAddress {
  private static final String OPTION = "--hdfsConfiguration";
  private static final Pattern PATH = Pattern.compile("--\\w+=.*?(hdfs://[\\w.-]+(:\\d+)?)(/.*)?");
  private static final Set<String> CONFIGURATION_FOLDERS =
      Set.of("HADOOP_CONF_DIR", "YARN_CONF_DIR");

  private HdfsAddress() {}

  /** The arguments, with a Hadoop configuration if one is needed and none is there. */
  static String[] completed(String[] args, Map<String, String> environment) {
    boolean configured =
        CONFIGURATION_FOLDERS.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty())
            || Arrays.stream(args).anyMatch(arg -> OptionsParser.nameOf(arg).equals(OPTION));
    Optional<String> address = configured ? Optional.empty() : first(args);
    if (address.isEmpty() || !isHadoopThere()) {
      return args;
    }
    String[] completed = Arrays.copyOf(args, args.length + 1);
    completed[args.length] = OPTION + "=[{\"fs.defaultFS\": \"" + address.get() + "\"}]";
    return completed;
  }

  private static Optional<String> first(String[] args) {
    return Arrays.stream(args)
        .map(PATH::matcher)
        .filter(matcher -> matcher.matches())
        .map(MatchResult.class::cast)
        .map(path -> path.group(1))
        .findFirst();
  }

  private static boolean isHadoopThere() {
    return HdfsAddress.class
            .getClassLoader()
            .getResource("org/apache/beam/sdk/io/hdfs/HadoopFileSystem.class")
        != null;
  }
}
