package dev.parqueduct.io.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A server of PostgreSQL that all tests of a process share; it starts when first asked for and ends
 * with the process. Tests use databases of their own, and do not count on an empty server.
 */
public final class TestServer {
  private static final String USER = "postgres";

  private TestServer() {}

  private static final class Running {
    /** Held, since a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("io.zonky");

    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      LOG.setLevel(Level.WARNING);
      try {
        return BinariesJar.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("full_page_writes", "off")
            .setServerConfig("timezone", "America/Caracas")
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .setPGStartupWait(Duration.ofMinutes(2))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException("no PostgreSQL to test with", e);
      }
    }
  }

  /** Connects to a database as the superuser. */
  public static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database));
  }

  /** Creates an empty database, in place of one of that name, and connects to it. */
  public static Connection connectToNew(String database) throws SQLException {
    try (Connection connection = connect(USER);
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists \"" + database + "\" with (force)");
      statement.execute("create database \"" + database + "\"");
    }
    return connect(database);
  }

  /** The address of the database that is there from the beginning, with the superuser's name. */
  public static String url() {
    return url(USER);
  }

  /** The address of a database, with the superuser's name; no password is needed. */
  public static String url(String database) {
    return Running.SERVER.getJdbcUrl(USER, database);
  }
}
