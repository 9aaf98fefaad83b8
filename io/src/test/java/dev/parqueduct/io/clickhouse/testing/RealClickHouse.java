package dev.parqueduct.io.clickhouse.testing;

import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.local.EngineLibrary;
import dev.parqueduct.io.clickhouse.local.LocalServer;
import dev.parqueduct.io.clickhouse.local.LocalServer.Setup;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real ClickHouse for tests: one server for all of a JVM, in which each test has a database of
 * its own. Tests that use it carry {@link Needed}; without the engine they are skipped, and say so.
 */
public final class RealClickHouse {
  public static final String USER = "loader";
  public static final String PASSWORD = "not a secret: 'quoted' & <tagged>";

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static LocalServer server;

  private final ServerClient client;

  private RealClickHouse(ServerClient client) {
    this.client = client;
  }

  /** Skips what it stands at when there is no engine. */
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Condition.class)
  public @interface Needed {}

  static final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (EngineLibrary.find().isPresent()) {
        return ConditionEvaluationResult.enabled("the engine is there");
      }
      String reason =
          "SKIPPED " + context.getDisplayName() + ": no ClickHouse; run " + EngineLibrary.SCRIPT;
      System.err.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }

  /** A new database on the server that the tests of this JVM share. */
  public static RealClickHouse newDatabase() throws IOException {
    return newDatabase(shared());
  }

  /** A new database on a server. */
  public static RealClickHouse newDatabase(LocalServer on) throws IOException {
    String name = "test_" + DATABASES.incrementAndGet();
    ServerClient unused = inDatabase(on, "default").create(name);
    return inDatabase(on, name);
  }

  private ServerClient create(String name) throws IOException {
    execute("CREATE DATABASE " + name);
    return client;
  }

  /** A database that is there. */
  public static RealClickHouse inDatabase(LocalServer on, String name) {
    return new RealClickHouse(
        ServerClient.of(new ServerAddress(on.url(), "", PasswordSource.NONE, name), Map.of()));
  }

  /** A server of its own, to be killed or to be poor. */
  public static LocalServer ownServer(Path folder, Setup setup) throws IOException {
    return LocalServer.start(EngineLibrary.find().orElseThrow(), folder, setup);
  }

  /** The server that the tests of this JVM share. */
  public static synchronized LocalServer shared() throws IOException {
    if (server == null) {
      Optional<Path> library = EngineLibrary.find();
      Path folder = Files.createTempDirectory("clickhouse-of-tests");
      server = LocalServer.start(library.orElseThrow(), folder, new Setup(USER, PASSWORD, 0));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
    }
    return server;
  }

  private static void end(Path folder) {
    server.kill();
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      // The system clears its folder of temporary files.
    }
  }

  public ServerClient client() {
    return client;
  }

  public String database() {
    return client.address().database();
  }

  public String url() {
    return client.address().url();
  }

  /** Executes statements, separated by semicolons at the ends of lines. */
  public void execute(String statements) throws IOException {
    for (String statement : statements.split(";\\s*(\n|$)")) {
      if (!statement.isBlank()) {
        var unused = client.execute(Query.of("execute " + statement, statement));
      }
    }
  }

  /** The first value of the first row, as text. */
  public String value(String select) throws IOException {
    return rows(select).get(0).get(0);
  }

  /** The rows of a query, as texts; all columns are cast. */
  public List<List<String>> rows(String select) throws IOException {
    return client.texts(
        Query.of(
            "select", "SELECT * APPLY(x -> ifNull(toString(x), 'NULL')) FROM (" + select + ")"));
  }
}
