package dev.parqueduct.io.clickhouse.local;

import static java.util.Objects.requireNonNull;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A ClickHouse server with its data in a folder. It listens on loopback, for HTTP and its own
 * protocol, and knows a user {@code default} without a password and whom the {@link Setup} names.
 */
public final class LocalServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final long PING_MILLIS = 50;
  private static final int END_SECONDS = 20;

  private final Path library;
  private final Path folder;
  private final Setup setup;
  private final int httpPort;
  private final int tcpPort;
  private Process process;

  private LocalServer(Path library, Path folder, Setup setup) throws IOException {
    this.library = requireNonNull(library, "library");
    this.folder = requireNonNull(folder, "folder");
    this.setup = requireNonNull(setup, "setup");
    this.httpPort = freePort();
    this.tcpPort = freePort();
  }

  /**
   * What differs from server to server.
   *
   * @param user a user beside {@code default}, or empty
   * @param password of that user
   * @param memoryBytes what the server may use, 0 for what the machine has
   */
  public record Setup(String user, String password, long memoryBytes) {
    /** A server without limits, for the user {@code default}. */
    public static final Setup PLAIN = new Setup("", "", 0);

    public Setup {
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }
  }

  /** Starts a server; waits until it answers. */
  public static LocalServer start(Path library, Path folder, Setup setup) throws IOException {
    LocalServer server = new LocalServer(library, Files.createDirectories(folder), setup);
    server.start();
    return server;
  }

  /**
   * Starts it again after {@link #kill} or {@link #close}, on the same port, with the same data.
   */
  public void start() throws IOException {
    Path config = folder.resolve("config.xml");
    Files.writeString(config, config());
    Files.writeString(folder.resolve("users.xml"), users());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx64m");
    command.add("-cp");
    command.add(jarOf(EngineMain.class) + File.pathSeparator + jarOf(Native.class));
    command.add(EngineMain.class.getName());
    command.add(library.toString());
    command.addAll(
        List.of(
            "--path",
            folder.resolve("data").toString(),
            "--listen_host=127.0.0.1",
            "--http_port=" + httpPort,
            "--tcp_port=" + tcpPort,
            "--input-format",
            "LineAsString",
            "--structure",
            "l String",
            "--multiquery",
            // The last query reads standard input, and so lasts as long as that does.
            "--query",
            "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT count() FROM table",
            "--config-file=" + config));
    process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.log").toFile())
            .redirectError(folder.resolve("err.log").toFile())
            .start();
    awaitAnswer();
  }

  private void awaitAnswer() throws IOException {
    long end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(
            "The ClickHouse server did not start: " + Files.readString(folder.resolve("err.log")));
      }
      try {
        boolean unused = process.waitFor(PING_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted while a ClickHouse server was starting", e);
      }
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection ping =
          (HttpURLConnection) URI.create(url() + "/ping").toURL().openConnection();
      ping.setConnectTimeout(1000);
      ping.setReadTimeout(5000);
      try (InputStream in = ping.getInputStream()) {
        return in.readAllBytes().length > 0;
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens, as {@code http://127.0.0.1:port}. */
  public String url() {
    return "http://127.0.0.1:" + httpPort;
  }

  /** Ends the process at once, as a power cut would. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  /** Lets the server end by itself. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    await();
  }

  private void await() {
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException("Cannot find " + type, e));
    }
  }

  private String config() {
    String limit =
        setup.memoryBytes() == 0
            ? ""
            : "<max_server_memory_usage>" + setup.memoryBytes() + "</max_server_memory_usage>";
    return "<clickhouse><logger><level>none</level></logger>"
        + limit
        + "<users_config>"
        + folder.resolve("users.xml").toAbsolutePath()
        + "</users_config><default_profile>default</default_profile></clickhouse>";
  }

  private String users() {
    String form =
        "<%s><password>%s</password><networks><ip>::/0</ip></networks>"
            + "<profile>default</profile><quota>default</quota></%s>";
    String users = form.formatted("default", "", "default");
    if (!setup.user().isEmpty()) {
      users += form.formatted(setup.user(), escaped(setup.password()), setup.user());
    }
    return "<clickhouse><profiles><default/></profiles><quotas><default/></quotas><users>"
        + users
        + "</users></clickhouse>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
