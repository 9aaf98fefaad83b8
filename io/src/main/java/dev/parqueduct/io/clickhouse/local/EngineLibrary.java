package dev.parqueduct.io.clickhouse.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the engine's library is on this machine. */
public final class EngineLibrary {
  /** What brings it in. */
  public static final String SCRIPT = "io/clickhouse-engine.sh";

  private static final String VERSION = "26.7.3-stable.1";
  private static final String NAME = "libchdb.so";

  private EngineLibrary() {}

  /**
   * The library: what the system property {@code chdb.lib} or the variable {@code CHDB_LIB} names,
   * or where {@value #SCRIPT} puts it.
   */
  public static Optional<Path> find() {
    return find(System.getProperty("chdb.lib", ""), System.getenv());
  }

  static Optional<Path> find(String property, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", ".");
    String caches = or(environment.get("XDG_CACHE_HOME"), home + "/.cache");
    String cache = or(environment.get("PARQUEDUCT_CACHE"), caches + "/parqueduct");
    return Stream.of(
            property, or(environment.get("CHDB_LIB"), ""), cache + "/chdb/" + VERSION + "/" + NAME)
        .filter(path -> !path.isEmpty())
        .findFirst()
        .map(Path::of)
        .filter(Files::isRegularFile);
  }

  private static String or(String value, String instead) {
    return value == null || value.isEmpty() ? instead : value;
  }
}
