package dev.parqueduct.io.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A server of a test's own, which may be stopped, started again and set up in ways of its own. */
public final class OwnServer implements AutoCloseable {
  /** Held, since a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("io.zonky");

  private final EmbeddedPostgres server;
  private final Path data;
  private final Path programs;

  private OwnServer(EmbeddedPostgres server, Path data) throws SQLException {
    this.server = server;
    this.data = data;
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select setting from pg_config where name = 'BINDIR'")) {
      row.next();
      this.programs = Path.of(row.getString(1));
    }
  }

  /** Starts the version that all tests use, with further settings. */
  public static OwnServer start(Map<String, String> settings) throws IOException, SQLException {
    return start(BinariesJar.builder(), settings);
  }

  /** Starts another version, from the jar of its binaries. */
  public static OwnServer startVersion(Path jar) throws IOException, SQLException {
    return start(
        EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, machine) -> BinariesJar.open(jar, system, machine)),
        Map.of());
  }

  private static OwnServer start(EmbeddedPostgres.Builder builder, Map<String, String> settings)
      throws IOException, SQLException {
    LOG.setLevel(Level.WARNING);
    Path data = Files.createTempDirectory("postgres-data");
    builder
        .setDataDirectory(data)
        .setServerConfig("fsync", "off")
        .setServerConfig("timezone", "America/Caracas")
        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
        .setPGStartupWait(Duration.ofMinutes(2));
    settings.forEach(builder::setServerConfig);
    return new OwnServer(builder.start(), data);
  }

  /** Where the server has its files and settings. */
  public Path data() {
    return data;
  }

  public int port() {
    return server.getPort();
  }

  public String url(String database) {
    return server.getJdbcUrl("postgres", database);
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database));
  }

  /** Ends the server as a crash would. */
  public void stop() throws IOException, InterruptedException {
    control("stop", "-m", "immediate");
  }

  /** Starts the server after {@link #stop}, as it was started first; waits until it answers. */
  public void startAgain() throws IOException, InterruptedException {
    // Unlike start, restart takes the port and all else from what the server was started with.
    control("restart", "-w", "-t", "120");
  }

  /** Makes the server read changed files of settings. */
  public void reload() throws IOException, InterruptedException {
    control("reload");
  }

  private void control(String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      // The server refuses to be started by root.
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString()));
    command.addAll(List.of(what));
    File log = data.resolveSibling(data.getFileName() + ".log").toFile();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(
          command + " ended with " + exit + ": " + Files.readString(log.toPath()));
    }
    Files.deleteIfExists(log.toPath());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
